// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/settingsformat.h"

#include <QCryptographicHash>
#include <QFileDevice>
#include <QStringDecoder>
#include <QStringList>

#include <cerrno>
#include <optional>
#include <unistd.h>

namespace hookpanel::settingsformat {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView schemaKey("meta/schemaVersion");
constexpr QLatin1StringView countKey("meta/keys");
constexpr QLatin1StringView checksumKey("meta/checksum");

bool isBlank(QChar character)
{
    return character == u' ' || character == u'\t';
}

/// The value of a hexadecimal digit, or -1.
int hexValue(QChar character)
{
    const char16_t code = character.unicode();
    if (code >= u'0' && code <= u'9')
        return code - u'0';
    if (code >= u'a' && code <= u'f')
        return code - u'a' + 10;
    if (code >= u'A' && code <= u'F')
        return code - u'A' + 10;
    return -1;
}

QStringView trimmedBlanks(QStringView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

/// As QSettings::IniFormat spells keys, so that it reads our files: %XX below U+0100, %UXXXX above, a backslash for a slash.
QByteArray escapedKey(QStringView key)
{
    QByteArray result;
    for (const QChar character : key) {
        const char16_t code = character.unicode();
        const bool isPlain = (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z')
            || (code >= u'0' && code <= u'9') || code == u'_' || code == u'-' || code == u'.';
        if (code == u'/')
            result += '\\';
        else if (isPlain)
            result += char(code);
        else if (code <= 0xff)
            result += '%' + QByteArray::number(code, 16).toUpper().rightJustified(2, '0');
        else
            result += "%U" + QByteArray::number(code, 16).toUpper().rightJustified(4, '0');
    }
    return result;
}

QString unescapedKey(QStringView text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text.at(i);
        if (character == u'\\') {
            result += u'/';
            continue;
        }
        if (character == u'%') {
            const bool isLong = i + 1 < text.size() && text.at(i + 1) == u'U';
            const qsizetype first = i + (isLong ? 2 : 1);
            const qsizetype digits = isLong ? 4 : 2;
            bool isNumber = false;
            const uint code = first + digits <= text.size() ? text.sliced(first, digits).toUInt(&isNumber, 16) : 0;
            if (isNumber) {
                result += QChar(char16_t(code));
                i = first + digits - 1;
                continue;
            }
        }
        result += character;
    }
    return result;
}

/// QSettings folds slashes; a key that it would spell otherwise could not be written through it.
QString normalisedKey(const QString &key)
{
    if (!key.startsWith(u'/') && !key.endsWith(u'/') && !key.contains(u"//"_s))
        return key;
    return key.split(u'/', Qt::SkipEmptyParts).join(u'/');
}

// ---- Values -------------------------------------------------------------------------------------------------------

/// Whether a character needs \x: control characters, halves of surrogate pairs, which UTF-8 cannot hold, and the byte
/// order mark, which QSettings drops where a piece of a value begins with it.
bool needsNumber(QStringView text, qsizetype i)
{
    const QChar character = text.at(i);
    if (character.category() == QChar::Other_Control || character == QChar::ByteOrderMark)
        return true;
    if (character.isHighSurrogate())
        return i + 1 >= text.size() || !text.at(i + 1).isLowSurrogate();
    return character.isLowSurrogate() && (i == 0 || !text.at(i - 1).isHighSurrogate());
}

/// The letter that stands after a backslash for this character, or nothing.
std::optional<char> escapeLetter(QChar character)
{
    switch (character.unicode()) {
    case u'\n':
        return 'n';
    case u'\r':
        return 'r';
    case u'\t':
        return 't';
    case u'"':
        return '"';
    case u'\\':
        return '\\';
    default: // a character, not an enumeration
        return std::nullopt;
    }
}

QByteArray escapedValue(const QString &value)
{
    // A text that begins with @ is a type for QSettings unless the @ is doubled.
    const QString text = value.startsWith(u'@') ? u'@' + value : value;
    QByteArray result;
    bool needsQuotes = !text.isEmpty() && (text.front().isSpace() || text.back().isSpace());
    bool afterNumber = false; // \x takes all hexadecimal digits that follow
    qsizetype plainFrom = 0;
    const auto flushPlain = [&](qsizetype until) {
        result += QStringView(text).sliced(plainFrom, until - plainFrom).toUtf8();
        plainFrom = until + 1;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text.at(i);
        const auto letter = escapeLetter(character);
        if (letter) {
            flushPlain(i);
            result += '\\';
            result += *letter;
            needsQuotes = true;
            afterNumber = false;
        } else if (needsNumber(text, i) || (afterNumber && hexValue(character) >= 0)) {
            flushPlain(i);
            result += "\\x" + QByteArray::number(character.unicode(), 16);
            needsQuotes = true;
            afterNumber = true;
        } else {
            needsQuotes = needsQuotes || character == u';' || character == u',' || character == u'=' || character == u'#';
            afterNumber = false;
        }
    }
    flushPlain(text.size());
    return needsQuotes ? '"' + result + '"' : result;
}

/// Reads one escape sequence; `i` stands on the backslash and afterwards on its last character. Sequences that
/// nobody defined are text, so that what a person types as C:\hooks is not lost.
QString unescapedSequence(QStringView text, qsizetype &i)
{
    if (i + 1 >= text.size())
        return u"\\"_s;
    const QChar letter = text.at(++i);
    static const QString letters = u"abfnrtv\"?'\\"_s;
    static const QString meanings = u"\a\b\f\n\r\t\v\"?'\\"_s;
    const qsizetype index = letters.indexOf(letter);
    if (index >= 0)
        return meanings.at(index);
    char16_t code = 0;
    if (letter == u'x' && i + 1 < text.size() && hexValue(text.at(i + 1)) >= 0) {
        for (; i + 1 < text.size() && hexValue(text.at(i + 1)) >= 0; ++i)
            code = char16_t(code * 16 + hexValue(text.at(i + 1)));
        return QChar(code);
    }
    const auto isOctal = [](QChar character) { return character >= u'0' && character <= u'7'; };
    if (!isOctal(letter))
        return QString(u'\\') + letter;
    code = char16_t(letter.unicode() - u'0');
    for (; i + 1 < text.size() && isOctal(text.at(i + 1)); ++i)
        code = char16_t(code * 8 + (text.at(i + 1).unicode() - u'0'));
    return QChar(code);
}

QString unescapedText(QStringView text)
{
    if (!text.contains(u'\\'))
        return text.toString();
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == u'\\')
            result += unescapedSequence(text, i);
        else
            result += text.at(i);
    }
    return result;
}

/// Where the quoted text that begins `text` ends: the index of the closing quote, or -1.
qsizetype closingQuote(QStringView text)
{
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text.at(i) == u'\\')
            ++i;
        else if (text.at(i) == u'"')
            return i;
    }
    return -1;
}

/// The text of what QSettings marks with @: its QVariant::toString() for the types that are text.
QString withoutType(const QString &text)
{
    if (text.startsWith(u"@@"))
        return text.sliced(1);
    if (!text.startsWith(u'@') || !text.endsWith(u')'))
        return text;
    const auto inner = [&text](QStringView type) { return text.sliced(type.size()).chopped(1); };
    if (text.startsWith(u"@ByteArray("))
        return QString::fromUtf8(inner(u"@ByteArray(").toLatin1());
    if (text.startsWith(u"@String("))
        return inner(u"@String(");
    if (text == u"@Invalid()")
        return QString(u""_s);
    return text;
}

struct ReadValue {
    QString text;
    bool isWhole = true; ///< False when a quoted text has no end.
};

ReadValue readValue(QStringView raw)
{
    if (raw.startsWith(u'"')) {
        const qsizetype end = closingQuote(raw);
        if (end < 0)
            return {unescapedText(raw.sliced(1)), false};
        if (end == raw.size() - 1)
            return {withoutType(unescapedText(raw.sliced(1, end - 1))), true};
    }
    return {withoutType(unescapedText(raw)), true};
}

// ---- Files --------------------------------------------------------------------------------------------------------

/// Over keys and values, each with its length before it, so that it does not depend on how a file spells them.
QString checksum(const Values &values)
{
    QByteArray text;
    text.reserve(1024);
    const auto add = [&text](const QString &part) {
        const QByteArray utf8 = part.toUtf8();
        text += QByteArray::number(utf8.size()) + ':' + utf8;
    };
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        add(it.key());
        add(it.value());
    }
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

/// What a file says about itself, held against what it holds.
enum class Sum { Fits, Absent, TooFewKeys, Differs };

/// Takes meta/keys and meta/checksum out and tells what they say of the rest. A file without both is written by hand; but
/// one that holds nothing else either is what is left of a longer one, for ours are never without.
Sum takeAndCheckSum(Values &values)
{
    const bool isChecked = values.contains(countKey) || values.contains(checksumKey);
    const QString count = values.take(countKey);
    const QString sum = values.take(checksumKey);
    const qsizetype others = values.size() - (values.contains(schemaKey) ? 1 : 0);
    if (!isChecked)
        return others == 0 ? Sum::TooFewKeys : Sum::Absent;
    if (values.size() < count.toLongLong())
        return Sum::TooFewKeys;
    return count == QString::number(values.size()) && sum == checksum(values) ? Sum::Fits : Sum::Differs;
}

/// A file's bytes as text, and what was strange about them.
struct Decoded {
    QString text;
    std::optional<Cause> fault; ///< Something of it is lost.
    std::optional<Cause> encoding; ///< Another one than UTF-8. UTF-16 is certain, the other one is not.
};

/// Line by line: what an editor wrote in Latin-1 into a file of ours are single lines, and the others are UTF-8 still.
QString decodedByLines(const QByteArray &bytes)
{
    QString text;
    qsizetype begin = 0;
    while (begin < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', begin);
        const QByteArray line = bytes.mid(begin, end < 0 ? -1 : end - begin + 1);
        text += line.isValidUtf8() ? QString::fromUtf8(line) : QString::fromLatin1(line);
        begin += line.size();
    }
    return text;
}

Decoded decoded(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return {{}, Cause::Empty, {}};
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff")) {
        QStringDecoder decoder(QStringDecoder::Utf16);
        const QString text = decoder(bytes);
        const bool isWhole = !decoder.hasError() && bytes.size() % 2 == 0;
        return {text, isWhole ? std::nullopt : std::optional(Cause::Utf16), Cause::Utf16};
    }
    if (!bytes.isValidUtf8())
        return {decodedByLines(bytes), {}, Cause::NotUtf8};
    return {QString::fromUtf8(bytes), bytes.contains('\0') ? std::optional(Cause::HoldsNul) : std::nullopt, {}};
}

/// What to say of a file of which all lines were read: `sum` is what it says about itself.
void judge(Content &content, Sum sum, const Decoded &file)
{
    const bool isGuessed = file.encoding == Cause::NotUtf8 && (sum != Sum::Fits || content.damage);
    if (file.fault || isGuessed) {
        content.damage = file.fault ? file.fault : file.encoding;
        return;
    }
    const bool endsWithLineEnd = file.text.endsWith(u'\n') || file.text.endsWith(u'\r');
    if (sum == Sum::TooFewKeys)
        content.damage = Cause::EntriesMissing; // graver than a line that is cut or malformed, and the cause of it mostly
    else if (sum == Sum::Differs && !endsWithLineEnd)
        content.damage = Cause::ChecksumWrong;
    if (content.damage)
        return;
    content.change = file.encoding;
    if (sum == Sum::Differs && !content.change)
        content.change = Cause::ChangedByHand;
}

/// Reads lines one after the other into a Content.
class LineReader
{
public:
    explicit LineReader(Content &content)
        : m_content(content)
    {
    }

    void read(QStringView line)
    {
        line = trimmedBlanks(line);
        if (line.isEmpty() || line.startsWith(u';') || line.startsWith(u'#'))
            return;
        if (line.startsWith(u'['))
            readSection(line);
        else
            readEntry(line);
    }

private:
    void readSection(QStringView line)
    {
        const qsizetype end = line.indexOf(u']');
        const QStringView rest = end < 0 ? QStringView() : trimmedBlanks(line.sliced(end + 1));
        if (end < 0 || (!rest.isEmpty() && !rest.startsWith(u';') && !rest.startsWith(u'#')))
            m_content.damage = Cause::Malformed;
        const QStringView name = trimmedBlanks(end < 0 ? line.sliced(1) : line.sliced(1, end - 1));
        if (name.compare(u"general", Qt::CaseInsensitive) == 0)
            m_prefix.clear();
        else if (name.compare(u"%general", Qt::CaseInsensitive) == 0)
            m_prefix = name.sliced(1).toString() + u'/';
        else
            m_prefix = unescapedKey(name) + u'/';
    }

    void readEntry(QStringView line)
    {
        const qsizetype equals = line.indexOf(u'=');
        const QString name = equals < 0 ? QString() : normalisedKey(unescapedKey(trimmedBlanks(line.first(equals))));
        const QString key = normalisedKey(m_prefix + name);
        if (name.isEmpty() || key.isEmpty()) {
            m_content.damage = Cause::Malformed;
            return;
        }
        const ReadValue value = readValue(trimmedBlanks(line.sliced(equals + 1)));
        if (!value.isWhole)
            m_content.damage = Cause::Malformed;
        m_content.values.insert(key, value.text);
    }

    Content &m_content;
    QString m_prefix;
};

bool readFormat(QIODevice &device, QSettings::SettingsMap &map)
{
    // Also a damaged file is read: when this function fails, QSettings forgets the rest at its next write.
    const Content content = parse(device.readAll());
    for (auto it = content.values.cbegin(); it != content.values.cend(); ++it)
        map.insert(it.key(), it.value());
    return true;
}

bool writeFormat(QIODevice &device, const QSettings::SettingsMap &map)
{
    Values values;
    for (auto it = map.cbegin(); it != map.cend(); ++it)
        values.insert(it.key(), it.value().toString());
    return writeChecked(device, serialise(values));
}

} // namespace

QSettings::Format format()
{
    static const QSettings::Format registered
        = QSettings::registerFormat(u"ini"_s, readFormat, writeFormat, Qt::CaseSensitive);
    return registered;
}

Content parse(const QByteArray &bytes)
{
    Content content;
    const Decoded file = decoded(bytes);
    const QString &text = file.text;
    LineReader reader(content);
    qsizetype begin = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text.at(i) != u'\n' && text.at(i) != u'\r')
            continue;
        reader.read(QStringView(text).sliced(begin, i - begin));
        begin = i + 1;
    }
    const Sum sum = takeAndCheckSum(content.values);
    judge(content, sum, file);
    return content;
}

QByteArray serialise(const Values &values)
{
    Values kept = values;
    kept.remove(countKey);
    kept.remove(checksumKey);

    // Section by section: a key without a group belongs to [General], and a group of that name is [%General].
    QMap<QString, QByteArray> sections;
    for (auto it = kept.cbegin(); it != kept.cend(); ++it) {
        const qsizetype slash = it.key().indexOf(u'/');
        const QStringView name = QStringView(it.key()).sliced(slash + 1);
        const QByteArray line = escapedKey(name) + '=' + escapedValue(it.value()) + '\n';
        if (it.key() != schemaKey)
            sections[it.key().first(qMax<qsizetype>(slash, 0))] += line;
    }

    QByteArray result = "[meta]\n";
    if (kept.contains(schemaKey))
        result += "schemaVersion=" + escapedValue(kept.value(schemaKey)) + '\n';
    result += "keys=" + QByteArray::number(kept.size()) + "\nchecksum=" + checksum(kept).toLatin1() + '\n';
    result += sections.take(u"meta"_s);
    for (auto it = sections.cbegin(); it != sections.cend(); ++it) {
        QByteArray name = escapedKey(it.key());
        if (name.isEmpty())
            name = "General";
        else if (name.compare("general", Qt::CaseInsensitive) == 0)
            name.prepend('%');
        result += "\n[" + name + "]\n" + it.value();
    }
    return result;
}

bool writeChecked(QIODevice &device, const QByteArray &bytes)
{
    if (device.write(bytes) != bytes.size())
        return false;
    auto *file = qobject_cast<QFileDevice *>(&device);
    if (file) {
        // Some file systems tell only here that there is no room; those that cannot sync at all say EINVAL.
        if (!file->flush() || file->error() != QFileDevice::NoError)
            return false;
        if (::fdatasync(file->handle()) != 0 && errno != EINVAL && errno != ENOSYS)
            return false;
    }
    return device.isSequential() || device.size() == bytes.size();
}

} // namespace hookpanel::settingsformat
