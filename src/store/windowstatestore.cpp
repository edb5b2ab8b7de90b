// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/windowstatestore.h"

#include "store/newprofile.h"
#include "store/settingsfile.h"

#include <QStringList>

#include <cmath>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView geometryKey("window/geometry");
constexpr QLatin1StringView maximisedKey("window/maximised");
constexpr QLatin1StringView columnsPrefix("columns/");
constexpr QLatin1StringView sortingPrefix("sorting/");
constexpr QLatin1StringView splittersPrefix("splitters/");
constexpr double widest = 10'000; ///< No column, window or part of one is wider, in letters or pixels.

const SettingsKind &windowKind()
{
    static const SettingsKind kind{WindowStateStore::schemaVersion, {}};
    return kind;
}

/// Numbers separated by blanks; empty when one of them is none, or beyond all measure.
QList<double> numbersFromText(const QString &text)
{
    QList<double> numbers;
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        bool isNumber = false;
        const double number = part.toDouble(&isNumber);
        if (!isNumber || !std::isfinite(number) || std::abs(number) > widest)
            return {};
        numbers.append(number);
    }
    return numbers;
}

template<typename Number> QString toText(const QList<Number> &numbers)
{
    QStringList parts;
    for (const Number number : numbers)
        parts.append(QString::number(double(number), 'g', 6));
    return parts.join(u' ');
}

QList<int> whole(const QList<double> &numbers)
{
    QList<int> result;
    for (const double number : numbers)
        result.append(int(std::lround(number)));
    return result;
}

WindowState decode(const settingsformat::Values &values)
{
    WindowState state;
    const QList<int> rectangle = whole(numbersFromText(values.value(geometryKey)));
    if (rectangle.size() == 4 && rectangle.at(2) > 0 && rectangle.at(3) > 0)
        state.geometry = QRect(rectangle.at(0), rectangle.at(1), rectangle.at(2), rectangle.at(3));
    state.maximised = values.value(maximisedKey) == u"true"_s;
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        const QList<double> numbers = numbersFromText(it.value());
        if (numbers.isEmpty())
            continue;
        if (it.key().startsWith(columnsPrefix))
            state.columns.insert(it.key().sliced(columnsPrefix.size()), numbers);
        else if (it.key().startsWith(splittersPrefix))
            state.splitters.insert(it.key().sliced(splittersPrefix.size()), whole(numbers));
        else if (it.key().startsWith(sortingPrefix) && numbers.size() == 2)
            state.sorting.insert(it.key().sliced(sortingPrefix.size()), {int(numbers.at(0)), numbers.at(1) != 0});
    }
    return state;
}

settingsformat::Values encode(const WindowState &state)
{
    settingsformat::Values values;
    if (!state.geometry.isNull()) {
        const QRect &place = state.geometry;
        values.insert(geometryKey, toText(QList<int>{place.x(), place.y(), place.width(), place.height()}));
    }
    values.insert(maximisedKey, state.maximised ? u"true"_s : u"false"_s);
    for (auto it = state.columns.cbegin(); it != state.columns.cend(); ++it)
        values.insert(columnsPrefix + it.key(), toText(it.value()));
    for (auto it = state.splitters.cbegin(); it != state.splitters.cend(); ++it)
        values.insert(splittersPrefix + it.key(), toText(it.value()));
    for (auto it = state.sorting.cbegin(); it != state.sorting.cend(); ++it)
        values.insert(sortingPrefix + it.key(), u"%1 %2"_s.arg(it->column).arg(it->isDescending ? 1 : 0));
    return values;
}

} // namespace

WindowStateStore::WindowStateStore(const Profile &profile)
    : m_profile(profile)
{
}

WindowState WindowStateStore::load() const
{
    const auto snapshot = SettingsFile::read(m_profile.windowFile(), windowKind());
    return snapshot && !snapshot->damage ? decode(snapshot->values) : WindowState();
}

Result<void> WindowStateStore::save(const WindowState &state)
{
    if (auto made = makeProfile(m_profile); !made)
        return made;
    const auto file = SettingsFile::lock(m_profile.windowFile(), windowKind());
    if (!file)
        return tl::unexpected(file.error());
    if ((*file)->before().damage) {
        // Nothing in it is worth a copy aside.
        if (auto removed = (*file)->remove(); !removed)
            return removed;
    }
    if (const auto written = (*file)->write(encode(state)); !written)
        return tl::unexpected(written.error());
    return {};
}

} // namespace hookpanel
