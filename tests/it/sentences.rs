//! Sentences, by marked text: ‖ stands where one sentence ends and the next begins.

use duidu::text::sentences;

#[test]
fn sentences_end_where_they_should() {
    let cases = include_str!("../cases/sentences.txt");
    let mut wrong = Vec::new();
    for line in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let text = line.replace('‖', "");
        let found: Vec<&str> = sentences(&text).into_iter().map(|bytes| text.get(bytes).unwrap_or_default()).collect();
        let marked: Vec<&str> = line.split('‖').map(str::trim).collect();
        if found != marked {
            wrong.push(format!("marked {}\nfound  {}", marked.join("‖"), found.join("‖")));
        }
    }
    assert!(wrong.is_empty(), "{} cases wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn sentences_cover_the_paragraph_in_order() {
    let text = "“第一。”他说。（第二。）第三……“第四！”第五 without a stop";
    let mut last = 0;
    for bytes in sentences(text) {
        assert!(bytes.start >= last && bytes.end <= text.len());
        assert!(text[last..bytes.start].trim().is_empty(), "only spaces lie between two sentences");
        last = bytes.end;
    }
    assert_eq!(text[last..].trim(), "");
}
