//! The tree of a page, as the HTML standard says it is to be built from any bytes at all (html5ever does the building).
//! Nothing is fetched and nothing is run.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ParseOpts, QualName, local_name, ns, parse_document};

/// A place in the tree.
pub(super) type Id = usize;

/// The most nodes that a page may have.
const MOST_NODES: usize = 4_000_000;

/// What stands at a place of the tree.
#[derive(Debug)]
pub(super) enum Kind {
    /// The page itself, a comment: nothing that is read.
    Other,
    /// An element.
    Element(Vec<Attribute>),
    /// Words.
    Text(StrTendril),
}

/// A place of the tree.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: Option<Id>,
    pub(super) children: Vec<Id>,
    pub(super) kind: Kind,
    /// The name of an element; no other node is asked for it.
    name: QualName,
}

/// The tree; the first node is the page itself.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Builds the tree of a page.
    pub(super) fn of(html: &str) -> Self {
        let nameless = QualName::new(None, ns!(html), local_name!(""));
        let page = Node { parent: None, children: Vec::new(), kind: Kind::Other, name: nameless.clone() };
        let sink = Sink { nodes: RefCell::new(vec![page]), nameless };
        parse_document(sink, ParseOpts::default()).one(html)
    }

    pub(super) fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    /// The name of an element, or an empty string.
    pub(super) fn name(&self, id: Id) -> &str {
        match &self.nodes[id] {
            Node { kind: Kind::Element(_), name, .. } => &name.local,
            _ => "",
        }
    }

    /// An attribute of an element.
    pub(super) fn attr(&self, id: Id, wanted: &str) -> Option<&str> {
        match &self.nodes[id].kind {
            Kind::Element(attrs) => attrs.iter().find(|attr| &*attr.name.local == wanted).map(|attr| &*attr.value),
            _ => None,
        }
    }

    /// Every place below one, in reading order, itself first.
    pub(super) fn below(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let mut stack = vec![id];
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            stack.extend(self.nodes[next].children.iter().rev());
            Some(next)
        })
    }

    /// The words below a place, white space made single.
    pub(super) fn words(&self, id: Id) -> String {
        let mut words = String::new();
        for at in self.below(id) {
            if let Kind::Text(text) = &self.nodes[at].kind {
                words.push_str(text);
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first element of a name.
    pub(super) fn first(&self, name: &str) -> Option<Id> {
        self.below(0).find(|&id| self.name(id) == name)
    }
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// The name of nodes that have none.
    nameless: QualName,
}

impl Sink {
    fn add(&self, kind: Kind, name: Option<QualName>) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        if nodes.len() >= MOST_NODES {
            // The last node takes the rest: a page of so many parts is a trap.
            return nodes.len() - 1;
        }
        let name = name.unwrap_or_else(|| self.nameless.clone());
        nodes.push(Node { parent: None, children: Vec::new(), kind, name });
        nodes.len() - 1
    }

    fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id].parent.take() {
            nodes[parent].children.retain(|&child| child != id);
        }
    }

    /// Puts a node below a parent, before the child at `at`.
    fn insert(&self, parent: Id, at: usize, child: NodeOrText<Id>) {
        let id = match child {
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.checked_sub(1).and_then(|at| nodes[parent].children.get(at)).copied();
                if let Some(before) = before
                    && let Kind::Text(words) = &mut nodes[before].kind
                {
                    words.push_tendril(&text);
                    return;
                }
                drop(nodes);
                self.add(Kind::Text(text), None)
            }
            NodeOrText::AppendNode(id) => {
                self.detach(id);
                id
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        // A node never comes to stand below itself, whatever the page says.
        let mut above = Some(parent);
        while let Some(up) = above {
            if up == id {
                return;
            }
            above = nodes[up].parent.filter(|_| nodes.len() >= MOST_NODES);
        }
        nodes[id].parent = Some(parent);
        let at = at.min(nodes[parent].children.len());
        nodes[parent].children.insert(at, id);
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| &nodes[*target].name)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        self.add(Kind::Element(attrs), Some(name))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Kind::Other, None)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Kind::Other, None)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let at = self.nodes.borrow()[*parent].children.len();
        self.insert(*parent, at, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, before: &Id, child: NodeOrText<Id>) {
        if self.nodes.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        if let NodeOrText::AppendNode(id) = &child {
            self.detach(*id);
        }
        let place = {
            let nodes = self.nodes.borrow();
            nodes[*sibling].parent.map(|parent| {
                let at = nodes[parent].children.iter().position(|child| child == sibling);
                (parent, at.unwrap_or(nodes[parent].children.len()))
            })
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, more: Vec<Attribute>) {
        if let Kind::Element(attrs) = &mut self.nodes.borrow_mut()[*target].kind {
            for attr in more {
                if !attrs.iter().any(|own| own.name == attr.name) {
                    attrs.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let children = std::mem::take(&mut self.nodes.borrow_mut()[*node].children);
        for child in children {
            self.nodes.borrow_mut()[child].parent = None;
            self.append(new_parent, NodeOrText::AppendNode(child));
        }
    }
}
