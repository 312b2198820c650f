# The words of Duidu. Keys are grouped by place; { $n } is a number.
app-name = Duidu
works-count = { $n ->
    [one] { $n } work
   *[other] { $n } works
}
bundled-name = The nine bundled works

## Menu and phases
menu-corpus = Corpus
menu-open-folder = Open folder…
menu-open-files = Open files…
menu-open-path = Open by path…
menu-open-bundled = Back to the bundled works
menu-recent = Recent
menu-reload = Read again
menu-undo = Undo
menu-redo = Redo
menu-quit = Quit
menu-back = Back
menu-forward = Forward
menu-appearance = Appearance
appearance-light = Light
appearance-dark = Dark
appearance-sepia = Sepia
menu-language = Language
menu-settings = Settings
menu-motion = Motion
language-system = As the desktop
language-zh-hans = 简体中文
language-en = English
menu-palette = Find a command or a place…
menu-keys = Keyboard shortcuts
menu-all-time = See all time
menu-fill-timeline = Timeline fills the window
menu-fill-reader = Text fills the window
menu-fill-compare = Comparison fills the window
menu-library = Fold or unfold the library
menu-larger = Enlarge the interface
menu-smaller = Reduce the interface
menu-usual-size = Usual size of the interface
palette-hint = Commands, works, phases, events, topics
palette-nothing = Nothing found
palette-command = Command
palette-work = Work
palette-phase = Phase
palette-event = Event
palette-topic = Topic
keys-window = Whole window
keys-decide = Accept or reject the suggestion in hand
keys-leave = Let go of what is chosen
keys-timeline-phase = Previous, next phase
keys-timeline-event = Previous, next event
keys-timeline-card = Open the card of the event
keys-timeline-zoom = Zoom in, zoom out, see all
keys-timeline-ends = To the start, to the end
keys-timeline-edit = Change, merge, split the event
keys-reader-page = Turn the page (Shift: back)
keys-reader-scroll = By lines, to the start, to the end
keys-reader-pending = Next, previous suggestion
keys-reader-mark = Make the selection a claim, event, note, highlight
keys-reader-copy = Copy the selection as it stands
keys-compare-move = Move between cells
keys-compare-edit = Write the summary
keys-compare-open = Open or close the quotes
keys-compare-source = Go to the text
keys-compare-relate = Begin or finish a relation
keys-compare-topics = Change the topics of the claim
keys-close = Close
phase-previous = Previous phase
phase-next = Next phase
phase-all = All
phase-name = Phase { $n } { $label }
path-prompt = Path of a folder or file
path-open = Open
path-cancel = Cancel

## Works
library-title = Works
library-add = Open folder
library-fold = Fold the library
library-unfold = Unfold the library
library-outline = Outline
library-no-outline = No headings
library-notes = Notes
library-suggestions = Suggestions
library-problems = Problems
library-empty = The works that were read are listed here.
unsigned = Unsigned
year-unknown = no year

## Views
view-timeline = Timeline
view-reader = Reader
view-compare = Comparison
view-fill = Fill the window
view-restore = Show all three

## 阅读
reader-empty = Choose a work on the left: its text is set here.
reader-between-authors = ,{" "}
reader-year = { $year }
reader-issue = issue { $issue }
reader-year-issue = { $year }, issue { $issue }
reader-scroll = Place in the work
reader-serif = Serif
reader-sans = Sans
reader-size = Size of the text
reader-larger = Larger text
reader-smaller = Smaller text
reader-time = { $words } → { $days }
reader-time-vague = { $words }: vague, not on the timeline
reader-time-from = from “{ $words }”
reader-claim-decided = Claim: { $topic } ({ $holder })
reader-claim-suggested = Suggested claim: { $topic } ({ $holder })
reader-note = Note: { $text }
reader-decide = A accept  X reject
reader-make-claim = Claim
reader-make-event = Event
reader-make-note = Note
reader-highlight = Highlight
reader-cite = Copy with citation
reader-find = Find in this work and in all works
reader-find-here = Here { $at } / { $n }
reader-find-none = Not here
reader-find-all = { $n } in all, { $works ->
    [one] { $works } work
   *[other] { $works } works
}
reader-find-list = List what was found in all works
reader-find-looking = Looking…
reader-find-next = Next
reader-find-previous = Previous
reader-find-close = Close the search
reader-find-folds = Simplified = traditional, full width = half width, capital = small
reader-find-more = { $n } more are not listed
reader-others = et al
reader-cited = Quotation and source copied.
reader-note-hint = Write something
reader-note-keep = Keep
reader-note-remove = Remove
reader-claim-holder = Whose view
reader-claim-topic = Topic
reader-claim-gist = In your own words (may be empty)
reader-event-label = Event
reader-event-date = Date: { $days }
reader-event-no-date = No date is certain here; select it together with the words.
reader-event-actors = Actors: { $names }

## Reading in
reading-title = Reading “{ $name }”
reading-done = { $done } of { $all } files read
reading-failed = { $n } could not be read; the rest goes on
reading-listing = Listing files…
reading-cancel = Cancel
reading-keep = What has been read stays.
file-waiting = waits
file-reading = being read
file-works = { $n ->
    [one] { $n } work
   *[other] { $n } works
}
start-title = Duidu
start-words = Open a folder of Chinese-language articles about a dispute: timeline, texts and the authors' arguments, in one window, each beside the other.
start-open = Open folder
start-drop = or drop a folder or files here
empty-folder = No work with readable text was found here.
drop-here = Drop to open

## Problems
problems-title = Problems
problems-none = No problems.
problem-unreadable = The file cannot be opened: check its permissions, or whether it is still there.
problem-empty = The file holds no text.
problem-unknown_format = This kind of file is not read; save it as text first.
problem-too_large = The file is too large and was not read; split it.
problem-broken = The file is damaged; download or save it again.
problem-encrypted = The file has a password; remove it first.
problem-scanned = Images without text; run character recognition first.
problem-encoding_doubtful = The encoding is a guess; choose another if the text looks garbled.
problem-encoding_damaged = Some bytes do not fit the encoding and are shown as �; choose another encoding or find a sound copy.
problem-metadata_doubtful = A field at the head of the file was not understood and left out; correct it after the example.
problem-missing_glyphs = No font at hand draws some of its characters; install one that has them.
problem-link_loop = A link leads the folder back into itself and was left out.
problem-date_damaged = Some dates lack digits and were not placed on the timeline.
problem-text_unreliable = The text of this file may not be right; compare the original.
problem-internal = Something went wrong with this file; the rest goes on. Please send us the file.
encoding-choose = Choose the encoding
encoding-guessed = { $name } (guess)

## Notices
notice-no-dialog = This desktop has no file dialog: drop the folder on the window, or use “Open by path”.
notice-study-refused = The study file cannot be read and was left as it is; this session is kept elsewhere:
notice-not-saved = The study could not be saved; it is kept in memory and tried again:
notice-exported = Written to:
notice-not-exported = Not written:
notice-crashed = The program broke off last time and goes on from what was saved; the details are in:
notice-dismiss = OK

## Timeline
timeline-bc = { $year } BC
timeline-undated = no date
timeline-bands = Periodisations
timeline-events = Events
timeline-same-as = as { $who }
timeline-quoted = “{ $text }”
timeline-said-tellings = , told by { $n }
timeline-said-conflict = , the works contradict each other
timeline-said-order = , only the order is known
timeline-chip = { $n } events: { $which }
timeline-lane-between = Between them
timeline-lane-rest = Others
timeline-lane-all = All
timeline-lane-count = { $n ->
    [one] { $n } event
   *[other] { $n } events
}
timeline-lane-count-in = { $n } / { $all }
timeline-counts = { $n ->
    [one] { $n } event
   *[other] { $n } events
}, told by { $works ->
    [one] { $works } work
   *[other] { $works } works
}
timeline-in-hand = Phase { $number }: { $bounds }, after { $who }; { $counts }
timeline-empty = No dated events or periodisations yet: open a folder, and the timeline draws itself.
timeline-empty-filtered = The filters leave no event ({ $n } are hidden).
timeline-new = Add
timeline-period-new = Make a periodisation
timeline-period-mine = My periods
timeline-period-copy = Copy as my own periods
timeline-period-copied = Mine (after { $who })
timeline-period-name = Name
timeline-period-rename = Rename these periods
timeline-period-remove = Remove these periods
timeline-phase-add = Add a phase
timeline-phase-change = Change this phase
timeline-phase-divide = Divide in the middle
timeline-phase-divide-here = Divide here
timeline-phase-drop = Remove this phase
timeline-phase-label = Phase
timeline-phase-bounds = Bounds
timeline-phase-new = New phase
timeline-phase-draw = Drag along the row of your own periods to add a phase; drag a bound to move it.
timeline-phase-locked = An author’s periods are not changed; copy them as your own first.
timeline-phase-begin = Beginning of { $label }
timeline-phase-end = End of { $label }
timeline-add = Add an event
timeline-add-hint = An event that no document tells is drawn hollow, as background knowledge.
timeline-change = Change the event
timeline-note = Note
timeline-keep = Keep
timeline-leave = Leave it
timeline-date-unread = Not a date: write 1994, 1994-10-21, 1994-10, 221 BC, 1993—1995
timeline-precision-day = day
timeline-precision-month = month
timeline-precision-quarter = quarter
timeline-precision-year = year
timeline-precision-decade = decade
timeline-precision-century = century
timeline-merge = Two events become one
timeline-merging = Merge with “{ $label }”: click the other event (Esc to leave it)
timeline-merge-do = Merge
timeline-take = Take this one
timeline-split = One event becomes two
timeline-split-hint = The tellings that you tick become an event of their own.
timeline-split-do = Split
timeline-do-change = Change
timeline-do-merge = Merge
timeline-do-split = Split
timeline-do-accept = Accept
timeline-do-hide = Hide
timeline-hidden-rejected = { $n } hidden by you
timeline-hidden-list = Hidden by you
timeline-bring-back = Bring back
timeline-search = Search events and their sentences
timeline-found = { $n } found
timeline-join = ; {""}
timeline-list-join = , {""}
timeline-density = Density
timeline-brush = Narrowed to { $range }
timeline-no-brush = Density: drag out a stretch, and all three views keep to it
timeline-brushed = Narrowed to { $range }: { $counts }
timeline-in-hand-short = Phase { $number }: { $bounds }, { $counts }
timeline-hidden-bands = { $n ->
    [one] { $n } more periodisation
   *[other] { $n } more periodisations
}
timeline-hidden-sight = { $n } out of sight
timeline-hidden-nowhere = { $n } off the axis
timeline-hidden-filtered = { $n } filtered out
timeline-filters = Filters
timeline-filter = { $name }: { $value }
timeline-filter-all = all
timeline-filter-some = { $n } chosen
timeline-filter-sure = Certainty
timeline-filter-actors = Actors
timeline-filter-works = Works
timeline-sure-any = any
timeline-sure-year = to the year at least
timeline-sure-month = to the month at least
timeline-sure-day = to the day
timeline-sure-decided = decided
timeline-sure-several = told by two or more
timeline-sure-disputed = disputed
timeline-lanes-by = Lanes
timeline-lanes-actor = by actor
timeline-lanes-work = by work
timeline-lanes-place = by place
timeline-lanes-one = one lane
timeline-closer = Zoom in here
timeline-card = Phase card
timeline-card-close = Close the phase card
timeline-card-part = part { $n } of { $all }
timeline-card-character = Character
timeline-card-set = How the author sets it
timeline-card-background = Background
timeline-card-policy = Policies
timeline-card-side = { $who }
timeline-card-features = Features
timeline-card-events = Events in it
timeline-card-tellers = told by
timeline-card-told = { $date }; told { $n ->
    [one] once
   *[other] { $n } times
}, { $independent } independently
timeline-card-order = No date, only the order is known; told { $n } times, { $independent } independently
timeline-more-tellings = { $n } more tellings
timeline-own-event = Background knowledge that you added; no document tells it
timeline-derived = Year and month from
timeline-copied = same source
timeline-copied-from = from the same passage as { $who }; not counted
timeline-conflict = { $kind }: { $about }
timeline-conflict-date = Two dates
timeline-conflict-order = Two orders
timeline-conflict-cause = Two causes
timeline-conflict-name = Two names
timeline-conflict-figure = Two figures
timeline-bounds = { $days }; begin { $begin }, end { $end }
timeline-bound-open = open
timeline-bound-vague = vague
timeline-bound-year = to the year
timeline-bound-month = to the month
timeline-bound-day = to the day
timeline-list = As a table
timeline-plot = As a timeline
timeline-list-date = Date
timeline-list-event = Event
timeline-list-actors = Actors
timeline-list-told = Told by
timeline-list-state = State
timeline-list-copy = Copy the table
timeline-decided = decided
timeline-suggested = suggested
timeline-disputed = disputed
timeline-tick-in-year = { $rest } { $year }
timeline-tick-day = { $day }
timeline-tick-month-day = { $day } { $month }
timeline-month-1 = Jan
timeline-month-2 = Feb
timeline-month-3 = Mar
timeline-month-4 = Apr
timeline-month-5 = May
timeline-month-6 = Jun
timeline-month-7 = Jul
timeline-month-8 = Aug
timeline-month-9 = Sep
timeline-month-10 = Oct
timeline-month-11 = Nov
timeline-month-12 = Dec

## Comparison
compare-matrix = Topics × authors
compare-pair = Two
compare-no-works = Once a collection is open, what each author says on each topic stands here side by side.
compare-no-claims = No claim has been found yet. Choose a sentence in the reader and press C: it will appear here.
compare-columns = { $n } of { $all }
compare-range = { $first }–{ $last }
compare-go-on = To the right: { $n } more
compare-go-back = To the left: { $n } more
compare-sieve = Filter
compare-sieve-origin = Where from
compare-sieve-certainty = How sure
compare-every = All
compare-plain = plain
compare-why-hint = Why (may stay empty)
compare-silence = I have looked: it is not here
compare-unsilence = Look again
compare-looked-by-you = Looked for { $terms }: none of { $n } is a claim
compare-cues = Cue words: { $cues }
compare-list-comma = ,{" "}
compare-export = Export what is seen
compare-export-as = Format
compare-citing = References (GB/T 7714-2015)
compare-citing-notes = Footnotes
compare-citing-numbers = Numbers
compare-citing-years = Author, year
compare-review-title = { $name }: compared
compare-topic = Topic
compare-references = References
compare-suggested-mark = [suggested]
compare-sheet-quotes = Quotes
compare-list-holder = Voice
compare-list-verdict = Verdict
compare-list-gist = Summary
compare-list-quote = Quote
compare-list-source = Source
compare-list-place = Paragraph
compare-relation-line = { $a } { $kind } { $b }
compare-relation-line-why = { $a } { $kind } { $b } ({ $why })
compare-relation-line-suggested = [suggested] { $a } { $kind } { $b }
compare-relation-line-why-suggested = [suggested] { $a } { $kind } { $b } ({ $why })
compare-cues-more = Cue words: { $cues } and { $n } more
compare-draft = Review
compare-draft-hint = Write a paragraph on this topic, or start from a draft.
compare-draft-make = Draft
compare-draft-copy = Copy
compare-draft-open = On { $topic }, { $n } speak: { $said }.{" "}
compare-draft-said = { $who } holds that { $what } (¶{ $place })
compare-draft-between = ;{" "}
compare-draft-relation = { $a } { $kind } { $b }.{" "}
compare-draft-relation-why = { $a } { $kind } { $b }: { $why }.{" "}
compare-draft-silent = { $names } say nothing on it.
compare-find-column = Find a voice
compare-head = { $name }, { $caption }
compare-column-left = Move left
compare-column-right = Move right
compare-column-read = Read this work
compare-column-drop = Leave this one out
compare-claims = { $n ->
    [one] 1 claim
   *[other] { $n } claims
}
compare-kind-author = Authors
compare-kind-scholar = Scholars cited
compare-kind-government = Governments and officials
compare-kind-other = Other parties
compare-unsigned = Unsigned { $seal }
compare-own-voice = own voice
compare-reported = reported by { $who }
compare-strong = asserted
compare-hedged = hedged
compare-untitled = No topic
compare-all = { $direct ->
    [one] 1 claim
   *[other] { $direct } claims
}
compare-brush = the chosen time
compare-narrowed = Within { $name }: { $direct } about it, { $general } general, { $hidden } hidden
compare-sieved = { $direct } shown, { $hidden } hidden
compare-speakers = { $n } speak
compare-consensus = Agreed
compare-dissent = Disputed
compare-open = Open
compare-single = One only
compare-nobody = Not treated
compare-proposed = { $verdict }?
compare-agrees = agrees
compare-contradicts = contradicts
compare-qualifies = qualifies
compare-unrelated = unrelated
compare-decided = decided
compare-suggested = suggested
compare-decided-by-you = Decided by you.
compare-proposed-by-rule = Proposed by a rule, not yet decided.
compare-said = { $who }: { $what }
compare-more-relations = { $n } more relations
compare-accept = A accept
compare-reject = X reject
compare-relate = R relate to another…
compare-topics = Topics
compare-general = in general
compare-more = { $n } more
compare-less = Fewer
compare-open-quotes = Open or close the quotes
compare-hidden = { $n } hidden
compare-unfounded = No evidence: this cell has no quote
compare-looked = Looked for { $terms }: nowhere
compare-term = “{ $term }”
compare-terms-more = { $terms }…
compare-unseen = Not yet looked at
compare-look = Look for { $terms }: { $n ->
    [one] 1 sentence
   *[other] { $n } sentences
}
compare-look-step = Show the sentences with these words
compare-summary-hint = Sum it up in a sentence
compare-edit-keys = Enter keeps, Esc drops
compare-characters = { $n } characters
compare-keys = Enter summary · Space open · G source · A accept · X reject · R relate · T topics · Esc leave
compare-relating = Relating “{ $claim }”: go to a cell of another voice and press R again, or drag the quote there; Esc gives up
compare-unlisted = Not listed: { $n } topics on which nobody speaks
compare-no-relation = Choose a relation: what it rests on stands here.
compare-agreement = Who agrees with whom
compare-agreement-words = In each cell: the most frequent relation and its count
compare-standing = { $a } and { $b }: { $counts }
compare-unlisted-pair = Not listed: { $one } topics on which only one speaks, { $none } on which neither does
compare-list-all = List all
compare-list-fewer = Only those with a voice
