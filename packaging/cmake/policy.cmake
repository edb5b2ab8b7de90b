# SPDX-FileCopyrightText: 2026 The Hookpanel authors
# SPDX-License-Identifier: GPL-3.0-or-later

# ccache where it is installed (-DHOOKPANEL_CCACHE= turns it off). The settings let every build folder of this source
# tree, wherever it lies, find what another one has compiled, precompiled headers included.
find_program(HOOKPANEL_CCACHE ccache)
if(HOOKPANEL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
        ${HOOKPANEL_CCACHE})
endif()

# The one place for compiler policy. Everything of ours links this target.
add_library(hookpanel_policy INTERFACE)
target_compile_features(hookpanel_policy INTERFACE cxx_std_20)
target_include_directories(hookpanel_policy INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(hookpanel_policy INTERFACE tl::expected)
target_compile_definitions(hookpanel_policy INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH
    QT_NO_KEYWORDS
    QT_STRICT_ITERATORS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    QT_MESSAGELOGCONTEXT
)
target_compile_options(hookpanel_policy INTERFACE
    -Wall -Wextra -Wpedantic -Wno-missing-field-initializers -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wundef
    $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow>
    -fstack-protector-strong
    $<$<BOOL:${HOOKPANEL_WARNINGS_AS_ERRORS}>:-Werror>
    $<$<BOOL:${HOOKPANEL_SANITIZE}>:-fsanitize=address,undefined;-fno-sanitize-recover=undefined;-fno-omit-frame-pointer>
)
target_link_options(hookpanel_policy INTERFACE
    -Wl,-z,relro,-z,now
    $<$<BOOL:${HOOKPANEL_SANITIZE}>:-fsanitize=address,undefined>
)

# Precompiled header: only what nearly every source uses; whole modules make it slower, not faster.
function(hookpanel_precompile target)
    target_precompile_headers(${target} PRIVATE
        <QByteArray> <QDateTime> <QHash> <QList> <QMetaType> <QObject> <QString> <QStringList> <QUrl> <QUuid>
        <optional> <utility>)
endfunction()

# A static library for one folder of src/: hookpanel_room(core SOURCES … LINKS …). It links only what the picture in
# docs/architecture.md allows.
function(hookpanel_room name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
    add_library(hookpanel_${name} STATIC ${arg_SOURCES})
    target_link_libraries(hookpanel_${name} PUBLIC hookpanel_policy ${arg_LINKS})
    hookpanel_precompile(hookpanel_${name})
endfunction()
