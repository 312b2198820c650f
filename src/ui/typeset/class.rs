/// What a character is for the setting of lines. The names follow clreq.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Han, kana, and whatever else stands in a square and may be broken on either side.
    Han,
    /// Small kana, prolonged sound and iteration marks: as Han, but never first in a line.
    NonStarter,
    /// A syllable of Hangul: as Han, but words are parted by spaces and Latin stands beside it without autospace.
    Hangul,
    /// A letter of a word that is not broken.
    Letter,
    /// A digit.
    Digit,
    /// An opening quote, bracket or title mark.
    Open,
    /// A closing one.
    Close,
    /// 顿号, 逗号, 分号, 冒号.
    Comma,
    /// 句号, 问号, 叹号.
    Stop,
    /// 间隔号.
    Interpunct,
    /// Half of a 破折号.
    Dash,
    /// Half of a 省略号.
    Ellipsis,
    /// 连接号: – － ～ and the hyphen.
    Connector,
    /// 分隔号: ／ and /.
    Solidus,
    /// ( [ { and an opening quote of Latin text.
    LatinOpen,
    /// ) ] } and the stops of Latin text.
    LatinClose,
    /// What belongs to the number after it: ¥ $ №.
    Prefix,
    /// What belongs to the number before it: % ℃ °.
    Suffix,
    /// A space at which a line may end.
    Space,
    /// A space at which it may not.
    FixedSpace,
    /// U+3000.
    WideSpace,
    /// A character that sits on the one before it.
    Mark,
    /// The end of a line, wherever it falls.
    Newline,
}

impl Class {
    /// The class of a character by itself; quotes and hyphens are settled by what stands around them.
    #[must_use]
    pub fn of(c: char) -> Self {
        match c {
            '\n' => Self::Newline,
            ' ' | '\t' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200B}' => Self::Space,
            '\u{A0}' | '\u{2007}' | '\u{202F}' | '\u{2060}' | '\u{FEFF}' => Self::FixedSpace,
            '\u{3000}' => Self::WideSpace,
            '“' | '‘' | '（' | '《' | '〈' | '【' | '「' | '『' | '〔' | '〖' | '［' | '｛' | '〘' | '〚' | '〝' => {
                Self::Open
            }
            '”' | '’' | '）' | '》' | '〉' | '】' | '」' | '』' | '〕' | '〗' | '］' | '｝' | '〙' | '〛' | '〞'
            | '〟' => Self::Close,
            '，' | '、' | '；' | '：' => Self::Comma,
            '。' | '．' | '？' | '！' | '｡' => Self::Stop,
            '·' | '・' | '‧' | '•' => Self::Interpunct,
            '—' | '⸺' | '―' => Self::Dash,
            '…' | '⋯' => Self::Ellipsis,
            '–' | '－' | '～' | '~' | '‐' | '‑' | '-' => Self::Connector,
            '／' | '/' => Self::Solidus,
            '(' | '[' | '{' => Self::LatinOpen,
            ')' | ']' | '}' | '.' | ',' | ';' | ':' | '!' | '?' => Self::LatinClose,
            '¥' | '￥' | '$' | '＄' | '£' | '€' | '№' | '±' => Self::Prefix,
            '%' | '％' | '‰' | '℃' | '℉' | '°' | '′' | '″' => Self::Suffix,
            '々' | 'ー' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ'
            | 'ゎ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' => {
                Self::NonStarter
            }
            '0'..='9' | '０'..='９' => Self::Digit,
            '\u{300}'..='\u{36F}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{3099}'
            | '\u{309A}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{200D}'
            | '\u{E0100}'..='\u{E01EF}' => Self::Mark,
            '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7FF}' | '\u{3130}'..='\u{318F}' => Self::Hangul,
            '\u{21}'..='\u{7E}'
            | '\u{A1}'..='\u{24F}'
            | '\u{250}'..='\u{2FF}'
            | '\u{370}'..='\u{58F}'
            | '\u{1E00}'..='\u{1FFF}' => Self::Letter,
            _ => Self::Han,
        }
    }

    /// Whether it may not be first in a line.
    #[must_use]
    pub fn shuns_start(self) -> bool {
        use Class::{
            Close, Comma, Connector, FixedSpace, Interpunct, LatinClose, Mark, NonStarter, Solidus, Stop, Suffix,
        };
        matches!(
            self,
            Close
                | Comma
                | Stop
                | Interpunct
                | Connector
                | Solidus
                | NonStarter
                | LatinClose
                | Suffix
                | Mark
                | FixedSpace
        )
    }

    /// Whether it may not be last in a line.
    #[must_use]
    pub fn shuns_end(self) -> bool {
        matches!(self, Self::Open | Self::LatinOpen | Self::Prefix | Self::Solidus | Self::FixedSpace)
    }

    /// Whether it is a space of any kind.
    #[must_use]
    pub fn is_space(self) -> bool {
        matches!(self, Self::Space | Self::FixedSpace | Self::WideSpace)
    }

    /// Whether it is part of a word or number in proportional letters.
    #[must_use]
    pub fn is_western(self) -> bool {
        matches!(self, Self::Letter | Self::Digit | Self::Prefix | Self::Suffix | Self::LatinOpen | Self::LatinClose)
    }

    /// Whether it is full-width punctuation, whose blank half can be squeezed.
    #[must_use]
    pub fn is_wide_mark(self) -> bool {
        matches!(self, Self::Open | Self::Close | Self::Comma | Self::Stop)
    }

    /// Whether it stands in a square as Han does.
    #[must_use]
    pub fn is_square(self) -> bool {
        matches!(self, Self::Han | Self::NonStarter)
    }
}
