//! The page of keys: everything that can be done without a mouse, on one page.

use eframe::egui::{Grid, Id, Modal, ScrollArea, Ui, vec2};

use super::super::ViewCtx;
use super::super::commands::{COMMANDS, VIEW_KEYS};
use super::super::theme;
use super::super::widgets;
use super::overlays::over_window;

/// Shows the page over the window; answers whether it stays open.
pub(super) fn show_keys(ui: &Ui, ctx: &ViewCtx<'_>) -> bool {
    let room = ui.ctx().content_rect().size() - vec2(96.0, 120.0);
    let mut open = true;
    let answer = Modal::new(Id::unique("keys")).frame(over_window(ui)).show(ui.ctx(), |ui| {
        ui.set_width(room.x.min(880.0));
        ui.set_max_height(room.y);
        ui.horizontal(|ui| {
            widgets::paragraph(ui, &ctx.words.get("menu-keys"), theme::bold(18.0), ctx.theme.ink);
            ui.add_space(12.0);
            open = !ui.button(ctx.words.get("keys-close")).clicked();
        });
        ui.add_space(8.0);
        ScrollArea::vertical().max_height(room.y).auto_shrink([false, true]).show(ui, |ui| {
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                let window = COMMANDS.iter().filter(|command| !command.keys.is_empty());
                let window: Vec<(String, &str)> = window.map(|command| (command.shown_keys(), command.name)).collect();
                group(left, ctx, "keys-window", window.iter().map(|(keys, name)| (keys.as_str(), *name)));
                for (view, keys) in VIEW_KEYS {
                    group(right, ctx, view, keys.iter().copied());
                }
            });
        });
    });
    open && !answer.should_close()
}

fn group<'a>(ui: &mut Ui, ctx: &ViewCtx<'_>, name: &str, keys: impl Iterator<Item = (&'a str, &'a str)>) {
    widgets::paragraph(ui, &ctx.words.get(name), theme::bold(14.0), ctx.theme.ink);
    ui.add_space(4.0);
    Grid::new(name).num_columns(2).spacing([16.0, 6.0]).min_col_width(104.0).show(ui, |ui| {
        for (keys, deed) in keys {
            widgets::paragraph(ui, keys, theme::sans(13.0), ctx.theme.vermilion);
            widgets::paragraph(ui, &ctx.words.get(deed), theme::sans(13.0), ctx.theme.ink);
            ui.end_row();
        }
    });
    ui.add_space(16.0);
}
