// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/tcppeers.h"

#ifdef Q_OS_LINUX
#include <dirent.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#endif

namespace hookpanel {

#ifdef Q_OS_LINUX

namespace {

using AddressCall = int (*)(int, sockaddr *, socklen_t *);

/// The port that getpeername() or getsockname() gives; 0 when the descriptor is no TCP socket or is not connected.
quint16 portOf(int descriptor, AddressCall call)
{
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    if (call(descriptor, reinterpret_cast<sockaddr *>(&storage), &length) != 0)
        return 0;
    if (storage.ss_family == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, &storage, sizeof address);
        return ntohs(address.sin_port);
    }
    if (storage.ss_family == AF_INET6) {
        sockaddr_in6 address{};
        std::memcpy(&address, &storage, sizeof address);
        return ntohs(address.sin6_port);
    }
    return 0;
}

bool isStream(int descriptor)
{
    int type = 0;
    socklen_t length = sizeof type;
    return getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_STREAM;
}

} // namespace

std::optional<QSet<quint16>> connectedLocalPorts(quint16 remotePort)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(opendir("/proc/self/fd"), &closedir);
    if (!folder)
        return std::nullopt;
    QSet<quint16> ports;
    while (const dirent *entry = readdir(folder.get())) {
        // A descriptor may be closed by another thread meanwhile: then the calls fail, and it is no connection.
        const int descriptor = std::atoi(entry->d_name);
        if (isStream(descriptor) && portOf(descriptor, &getpeername) == remotePort)
            ports.insert(portOf(descriptor, &getsockname));
    }
    return ports;
}

#else

std::optional<QSet<quint16>> connectedLocalPorts(quint16 remotePort)
{
    Q_UNUSED(remotePort)
    return std::nullopt;
}

#endif

} // namespace hookpanel
