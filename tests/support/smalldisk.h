// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

namespace hookpanel {

inline constexpr int pageBytes = 4096; ///< What a tmpfs gives to a file at a time.

/// A disk that can be filled up and emptied again.
class SmallDisk
{
public:
    virtual ~SmallDisk() = default;
    virtual void leave(int pages) = 0; ///< From now on there is room for so many pages.
    virtual void empty() = 0; ///< There is room again.
};

/// A real one: a tmpfs of 2 MiB in a mount namespace of this process alone.
class Tmpfs final : public SmallDisk
{
public:
    explicit Tmpfs(const QString &folder)
        : m_filler(folder + QStringLiteral("/filler"))
    {
    }

    /// Must be called while the process has one thread. False where this process may not mount.
    static bool mount(const char *folder)
    {
        const auto user = ::getuid();
        const auto group = ::getgid();
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) {
            write("/proc/self/setgroups", "deny");
            write("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
            write("/proc/self/gid_map", "0 " + std::to_string(group) + " 1");
        } else if (::unshare(CLONE_NEWNS) != 0) {
            return false;
        }
        return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
            && ::mount("tmpfs", folder, "tmpfs", 0, "size=2m,mode=0700") == 0;
    }

    void leave(int pages) override
    {
        const QByteArray page(pageBytes, 'x');
        QFile filler(m_filler);
        filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
        while (filler.write(page) == page.size()) { }
        filler.resize(filler.size() / pageBytes * pageBytes - qint64(pages) * pageBytes);
    }

    void empty() override { QFile::remove(m_filler); }

private:
    static void write(const char *file, const std::string &text)
    {
        const int descriptor = ::open(file, O_WRONLY | O_CLOEXEC);
        if (descriptor < 0 || ::write(descriptor, text.data(), text.size()) < 0)
            std::fprintf(stderr, "%s: %s\n", file, std::strerror(errno));
        ::close(descriptor);
    }

    QString m_filler;
};

/// Where nothing may be mounted: no file may grow beyond a limit, which the writing program meets in the same way.
class SizeLimit final : public SmallDisk
{
public:
    SizeLimit()
    {
        std::signal(SIGXFSZ, SIG_IGN); // else the process would be ended instead of told
    }
    void leave(int pages) override { set(pages == 0 ? 0 : 100); }
    void empty() override { set(RLIM_INFINITY); }

private:
    static void set(rlim_t bytes)
    {
        const struct rlimit limit = {bytes, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
};

} // namespace hookpanel
