/// The name of the bundled corpus.
pub const BUNDLED_NAME: &str = "朝美关系与朝核问题";

macro_rules! seeds {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../seeds/", $name)).as_slice())),*]
    };
}

/// The bundled documents, by path and content: our précis of nine works.
pub const BUNDLED: &[(&str, &[u8])] = seeds![
    "01-会谈僵局动因.md",
    "02-新一轮博弈.md",
    "03-实质与走向.md",
    "04-美朝关系的转机.md",
    "05-朝核问题.md",
    "06-核争执与东北安全.md",
    "07-朝鲜核问题课件.md",
    "08-身份认同与核目标.md",
    "09-朝美关系与朝核问题.md",
];

/// The study that comes with them: claims, relations and phases, each anchored to its sentence.
pub const BUNDLED_STUDY: &str = include_str!("../../seeds/朝美关系与朝核问题.duidu.json");
