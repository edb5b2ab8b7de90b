// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/contenttypereader.h"
#include "core/eventrules.h"
#include "core/jsontext.h"
#include "support/strapisite.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(10, 0), Qt::UTC);
const QByteArray secret = "7130517"; ///< In every value that must not leave, and in no other.

/// What stands in a schema, and what an entry of it looks like before and after.
struct Written {
    QByteArray given; ///< With white space at random.
    QByteArray expected; ///< Without white space and without what must not leave.
};

/// Makes content types and entries of them at random: the same seed, the same ones. It knows the rules a second time, in the
/// simplest way: what it writes as private it does not write into the expected text.
class RandomSite
{
public:
    explicit RandomSite(quint32 seed)
        : m_random(seed)
    {
        for (int i = 0; i < componentCount; ++i)
            m_schemas.append(makeAttributes(i)); // only earlier ones inside, so that it ends
        for (int i = 0; i < typeCount; ++i)
            m_schemas.append(makeAttributes(componentCount));
    }

    /// As the program reads them: through the schema files.
    [[nodiscard]] ContentTypes contentTypes() const
    {
        ContentTypes types;
        for (int i = 0; i < m_schemas.size(); ++i) {
            const QByteArray schema = schemaText(i);
            if (i < componentCount)
                types.insert(readComponent(schema, u"c.json"_s, QString::fromUtf8(componentUid(i))).value());
            else
                types.insert(readContentType(schema, u"t.json"_s, QString::fromUtf8(typeUid(i))).value());
        }
        return types;
    }

    Written entry() { return object(componentCount, 3); }

    static QByteArray typeUid(int schema)
    {
        const QByteArray name = "type" + QByteArray::number(schema - componentCount);
        return "api::" + name + '.' + name;
    }

private:
    static constexpr int componentCount = 4;
    static constexpr int typeCount = 3;

    enum class Kind { Plain, Private, InOptions, Password, Relation, User, Component, Zone, Free };

    struct RandomAttribute {
        QByteArray name;
        Kind kind = Kind::Plain;
        int target = 0; ///< Of a relation or component: a schema.
    };

    static QByteArray componentUid(int schema) { return "shared.part" + QByteArray::number(schema); }

    int below(int limit) { return int(m_random.bounded(limit)); }

    QList<RandomAttribute> makeAttributes(int componentsBefore)
    {
        QList<RandomAttribute> attributes;
        const int count = 1 + below(7);
        for (int i = 0; i < count; ++i) {
            RandomAttribute attribute;
            attribute.name = "a" + QByteArray::number(i);
            attribute.kind = Kind(below(9));
            if (attribute.kind == Kind::Relation)
                attribute.target = componentCount + below(typeCount);
            if (attribute.kind == Kind::Component || attribute.kind == Kind::Zone) {
                if (componentsBefore == 0)
                    attribute.kind = Kind::Plain;
                else
                    attribute.target = below(componentsBefore);
            }
            attributes.append(attribute);
        }
        return attributes;
    }

    static QByteArray attributeText(const RandomAttribute &attribute)
    {
        switch (attribute.kind) {
        case Kind::Plain:
        case Kind::InOptions:
            return R"({"type":"string"})";
        case Kind::Private:
            return R"({"type":"json","private":true})";
        case Kind::Password:
            return R"({"type":"password"})";
        case Kind::Free:
            return R"({"type":"json"})";
        case Kind::Relation:
            return R"({"type":"relation","relation":"oneToMany","target":")" + typeUid(attribute.target) + "\"}";
        case Kind::User:
            return R"({"type":"relation","relation":"oneToOne","target":"admin::user"})";
        case Kind::Component:
            return R"({"type":"component","repeatable":true,"component":")" + componentUid(attribute.target) + "\"}";
        case Kind::Zone:
            return R"({"type":"dynamiczone","components":["shared.unknown",")" + componentUid(attribute.target) + "\"]}";
        }
        Q_UNREACHABLE();
    }

    [[nodiscard]] QByteArray schemaText(int schema) const
    {
        QByteArrayList attributes;
        QByteArrayList inOptions;
        for (const RandomAttribute &attribute : m_schemas.at(schema)) {
            attributes.append('"' + attribute.name + "\":" + attributeText(attribute));
            if (attribute.kind == Kind::InOptions)
                inOptions.append('"' + attribute.name + '"');
        }
        return R"({"info":{"singularName":"type)" + QByteArray::number(schema - componentCount)
            + R"("},"options":{"draftAndPublish":true,"privateAttributes":[)" + inOptions.join(',') + R"(]},"attributes":{)"
            + attributes.join(',') + "}}";
    }

    QByteArray space()
    {
        static const QByteArrayList spaces{"", "", "", " ", "\n", "\t", "\r\n  "};
        return spaces.at(below(int(spaces.size())));
    }

    QByteArray scalar()
    {
        static const QByteArrayList tokens{"1.0",
                                           "1e5",
                                           "-2.5e-7",
                                           "9007199254740993",
                                           "1E400",
                                           "true",
                                           "null",
                                           "\"\\u00e9\"",
                                           "\"\\/\"",
                                           "\"\xe2\x80\xa8\"",
                                           "\"\"",
                                           "\"\\ud800\"",
                                           "\" , : { } \\\"\"",
                                           "-0",
                                           "\"\\\\\"",
                                           "\"\xf0\x9f\x8f\xa0\"",
                                           "{ }",
                                           "[ ]",
                                           "[1 ,{\"a0\":2}]"};
        return tokens.at(below(int(tokens.size())));
    }

    Written plain()
    {
        const QByteArray token = scalar();
        return {token, compactJson(token)};
    }

    /// Of the same kinds as what may leave, but never to be seen again.
    QByteArray hidden()
    {
        static const QByteArrayList values{"\"%\"", "{\"x\":[\"%\",{\"createdBy\":\"%\"}]}", "[ \"%\" , \"}\" ]", "0.%e1"};
        return QByteArray(values.at(below(int(values.size())))).replace('%', secret);
    }

    Written user()
    {
        QList<Written> members;
        members.append({"\"email\":" + hidden(), {}});
        members.append({"\"id\":" + space() + '7', "\"id\":7"});
        if (below(2) == 0)
            members.append(Written{"\"documentId\":\"abc\"", "\"documentId\":\"abc\""});
        members.append({"\"role\":{\"id\":" + hidden() + '}', {}});
        std::shuffle(members.begin(), members.end(), m_random);
        return joined('{', members);
    }

    Written value(const RandomAttribute &attribute, int depth)
    {
        switch (attribute.kind) {
        case Kind::Plain:
        case Kind::Free:
            return plain();
        case Kind::Private:
        case Kind::InOptions:
        case Kind::Password:
            return {hidden(), {}};
        case Kind::Relation:
        case Kind::Component:
            return list(attribute, depth, {});
        case Kind::Zone:
            return list(attribute, depth, componentUid(attribute.target));
        case Kind::User:
            return below(3) == 0 ? Written{"null", "null"} : user();
        }
        Q_UNREACHABLE();
    }

    Written list(const RandomAttribute &attribute, int depth, const QByteArray &component)
    {
        if (depth == 0)
            return {"null", "null"};
        if (below(3) == 0 && component.isEmpty())
            return object(attribute.target, depth - 1);
        QList<Written> elements;
        const int count = below(4);
        for (int i = 0; i < count; ++i)
            elements.append(object(attribute.target, depth - 1, component));
        return joined('[', elements);
    }

    Written object(int schema, int depth, const QByteArray &component = {})
    {
        QList<Written> members;
        const auto member = [&](const QByteArray &name, const Written &value) {
            const QByteArray key = '"' + name + '"';
            members.append({key + space() + ':' + space() + value.given,
                            value.expected.isEmpty() ? QByteArray() : key + ':' + value.expected});
        };
        for (const RandomAttribute &attribute : m_schemas.at(schema)) {
            if (below(5) > 0)
                member(attribute.name, value(attribute, depth));
        }
        if (below(3) == 0)
            member("createdBy", {hidden(), {}});
        if (below(4) == 0)
            member("updatedBy", {hidden(), {}});
        if (below(3) == 0)
            member("extra", plain());
        if (!component.isEmpty())
            member("__component", {'"' + component + '"', '"' + component + '"'});
        std::shuffle(members.begin(), members.end(), m_random);
        return joined('{', members);
    }

    Written joined(char bracket, const QList<Written> &parts)
    {
        QByteArrayList given;
        QByteArrayList expected;
        for (const Written &part : parts) {
            given.append(space() + part.given + space());
            if (!part.expected.isEmpty())
                expected.append(part.expected);
        }
        const char closing = bracket == '{' ? '}' : ']';
        return {bracket + (given.isEmpty() ? space() : given.join(',')) + closing, bracket + expected.join(',') + closing};
    }

    QRandomGenerator m_random;
    QList<QList<RandomAttribute>> m_schemas; ///< Of the components, then of the content types.
};

} // namespace

/// Generated schemas and entries: nothing private is anywhere in what leaves, and all the rest is there, untouched and in
/// order.
class TestEventRulesRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void nothingPrivateLeavesAndAllElseDoes_data();
    void nothingPrivateLeavesAndAllElseDoes();
    void withNothingPrivateNothingChanges_data() { nothingPrivateLeavesAndAllElseDoes_data(); }
    void withNothingPrivateNothingChanges();
};

void TestEventRulesRandom::nothingPrivateLeavesAndAllElseDoes_data()
{
    QTest::addColumn<quint32>("firstSeed");
    for (quint32 seed = 1; seed <= 500; seed += 50)
        QTest::addRow("seeds from %u", seed) << seed;
}

void TestEventRulesRandom::nothingPrivateLeavesAndAllElseDoes()
{
    QFETCH(quint32, firstSeed);
    const QString uid = QString::fromUtf8(RandomSite::typeUid(4));
    int withSecrets = 0;
    for (quint32 seed = firstSeed; seed < firstSeed + 50; ++seed) {
        RandomSite site(seed);
        const EventRules rules(site.contentTypes(), strapisite::catalogue());
        const Written entry = site.entry();
        QVERIFY(!entry.expected.contains(secret));
        withSecrets += entry.given.contains(secret) ? 1 : 0;

        const auto composed = rules.compose({u"entry.update"_s, {}, uid, entry.given, {}}, PayloadFormat::Strapi5, now);
        QVERIFY2(composed, qPrintable(QString::number(seed)));
        const QByteArray head = R"({"event":"entry.update","createdAt":"2026-11-24T10:00:00.000Z","model":"type0","uid":")"
            + uid.toUtf8() + R"(","entry":)";
        QCOMPARE(composed->event.payload, head + entry.expected + '}');

        const QByteArray payload = head + entry.given + "\n, \"more\" : 1.0 }";
        const auto given = rules.given(payload, u"entry.update"_s);
        QVERIFY(given);
        QVERIFY(!given->event.payload.contains(secret));
        QVERIFY(given->event.payload.startsWith(head));
        QVERIFY(given->event.payload.endsWith("\n, \"more\" : 1.0 }"));
        QCOMPARE(compactJson(given->event.payload), head + entry.expected + R"(,"more":1.0})");
        // What is left obeys the rules.
        QCOMPARE(rules.given(given->event.payload, {})->event.payload, given->event.payload);
    }
    QCOMPARE_GT(withSecrets, 25);
}

void TestEventRulesRandom::withNothingPrivateNothingChanges()
{
    QFETCH(quint32, firstSeed);
    const QString uid = QString::fromUtf8(RandomSite::typeUid(4));
    for (quint32 seed = firstSeed; seed < firstSeed + 50; ++seed) {
        RandomSite site(seed);
        const EventRules rules(site.contentTypes(), strapisite::catalogue());
        const QByteArray entry = site.entry().expected;
        const QByteArray payload = "{ \"createdAt\" : \"2026-11-24T08:00:00Z\",\"entry\":" + entry + ",\t\"uid\":\""
            + uid.toUtf8() + "\",\"event\":\"entry.update\"}";
        QCOMPARE(rules.given(payload, {})->event.payload, payload);
    }
}

QTEST_GUILESS_MAIN(TestEventRulesRandom)
#include "tst_eventrules_random.moc"
