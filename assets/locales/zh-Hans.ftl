# 对读的用语。键按所在之处分组；{ $n } 为数目。
app-name = 对读
works-count = { $n } 篇
bundled-name = 随附的九篇

## 菜单与阶段
menu-corpus = 文集
menu-open-folder = 打开文件夹…
menu-open-files = 打开文件…
menu-open-path = 输入路径打开…
menu-open-bundled = 回到随附的九篇
menu-recent = 最近打开
menu-reload = 重新读入
menu-undo = 撤销
menu-redo = 重做
menu-quit = 退出
menu-back = 后退
menu-forward = 前进
menu-appearance = 明暗
appearance-light = 明
appearance-dark = 暗
appearance-sepia = 暖
menu-language = 语言
menu-settings = 设置
menu-motion = 动效
language-zh-hans = 简体中文
language-en = English
phase-previous = 上一阶段
phase-next = 下一阶段
phase-all = 全部
phase-name = 第 { $n } 阶段 { $label }
path-prompt = 文件夹或文件的路径
path-open = 打开
path-cancel = 取消

## 著作
library-title = 著作
library-add = 打开文件夹
library-fold = 收起著作栏
library-unfold = 展开著作栏
library-outline = 大纲
library-no-outline = 本篇没有标题
library-notes = 笔记
library-suggestions = 待定的建议
library-problems = 未能读入与疑误
library-empty = 这里列出读到的著作。
unsigned = 佚名
year-unknown = 年份未详

## 三个视图
view-timeline = 时间轴
view-reader = 阅读
view-compare = 对读
view-fill = 占满窗口
view-restore = 恢复三栏

## 读入
reading-title = 正在读入“{ $name }”
reading-done = 读毕 { $done } 个，共 { $all } 个文件
reading-failed = 未能读入 { $n } 个，其余照常
reading-listing = 正在列出文件…
reading-cancel = 取消
reading-keep = 已读的会留下。
file-waiting = 等候
file-reading = 正在读
file-works = { $n } 篇
start-title = 对读
start-words = 打开一个文件夹，里面是关于同一争端的中文文章：时间轴、正文、各家论点，在一个窗口里互相对照。
start-open = 打开文件夹
start-drop = 也可以把文件夹或文件拖进来
empty-folder = 这里没有读得出文字的著作。
drop-here = 松手，打开拖来的文件

## 疑误
problems-title = 未能读入与疑误
problems-none = 没有疑误。
problem-unreadable = 打不开这个文件：请查看权限，或文件是否还在。
problem-empty = 文件里没有文字。
problem-unknown_format = 不认得这种文件；可先另存为文本再打开。
problem-too_large = 文件太大，没有读入；请拆成几份。
problem-broken = 文件残缺；请重新下载或另存一份。
problem-encrypted = 文件有密码；请先解除密码。
problem-scanned = 只有图像，没有文字；请先做文字识别。
problem-encoding_doubtful = 文字编码是猜的；若见乱码，请改选编码。
problem-encoding_damaged = 有些字节不合编码，已用 � 代替；请改选编码，或找一份完好的文件。
problem-metadata_doubtful = 篇首的著录项有一处看不懂，已略过；请照样例改正。
problem-missing_glyphs = 有些字现有字体画不出；请装上收有这些字的字体。
problem-link_loop = 文件夹的链接绕回了自己，已略过。
problem-date_damaged = 有些日期缺了数字，没有排上时间轴。
problem-text_unreliable = 这份文件的文字未必可靠；请对照原件。
problem-internal = 读这个文件时出了差错，其余照常；请把文件寄给我们。
encoding-choose = 改选编码
encoding-guessed = { $name }（推测）

## 通知
notice-no-dialog = 这个桌面没有选文件的对话框：请把文件夹拖进窗口，或用“输入路径打开”。
notice-study-refused = 研读文件读不出，原样未动；这次的批注另存：
notice-not-saved = 研读没有存上，仍在内存里，稍后再试：
notice-dismiss = 知道了

## 时间轴
timeline-bc = 前{ $year }
timeline-undated = 无日期
timeline-bands = 分期
timeline-events = 事件
timeline-same-as = 同{ $who }
timeline-quoted = “{ $text }”
timeline-said-tellings = ，{ $n } 家记载
timeline-said-conflict = ，各家有抵牾
timeline-said-order = ，只知先后
timeline-chip = { $n } 事：{ $which }
timeline-lane-between = 双边／多边
timeline-lane-rest = 其他
timeline-lane-all = 全部
timeline-lane-count = { $n } 事
timeline-lane-count-in = { $n } / { $all } 事
timeline-counts = { $n } 事，{ $works } 家说到
timeline-in-hand = { $bounds }　据{ $who }；{ $counts }
timeline-empty = 还没有读到带日期的事件或分期；打开一个文件夹，时间轴会自己排出来。
timeline-empty-filtered = 筛选留不下一事（另有 { $n } 事被隐去）。
