// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace hookpanel {

/// Makes open menus children of the application for screen readers. Qt 6.4.2 says of a popup that the application is its
/// parent, but does not count it among the application's children: whoever walks the tree does not find it. Once, right
/// after the QApplication is made; such a menu tells of its coming and going itself (WebhooksMenu).
void exposeOpenMenus();

} // namespace hookpanel
