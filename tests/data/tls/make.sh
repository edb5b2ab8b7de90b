#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hookpanel authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes the certificates of the tests anew, in this folder. They are committed, so that no test needs openssl; run this
# only to add one. All are for tests on the loopback interface and worth nothing elsewhere; the authority's key is thrown
# away.
#
#   ca.pem           the authority that the others are signed by (but for self-signed.pem); valid to 2099
#   server.pem       localhost, 127.0.0.1, ::1; valid to 2099
#   expired.pem      the same names; ended in 2021
#   not-yet.pem      the same names; begins in 2090
#   wrong-host.pem   another.example only; valid to 2099
#   self-signed.pem  localhost, 127.0.0.1, ::1; signed by itself; valid to 2099
#   key.pem          the private key of all of them but the authority
#   client.pem       a client's certificate, signed by the authority; valid to 2099
#   client-key.pem   its private key, and in client-key-locked.pem the same behind the passphrase "open sesame"
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

loopback='DNS:localhost,IP:127.0.0.1,IP:::1'
cat > "$work/ca.conf" <<END
[ca]
default_ca = tests
[tests]
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[client]
basicConstraints = CA:FALSE
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
END
: > "$work/index"

# sign NAME SUBJECT ALTERNATIVE-NAMES FROM TO KEY OPTION…
sign() {
    name=$1 subject=$2 names=$3 from=$4 to=$5 key=$6
    shift 6
    if [ -n "$names" ]; then addext="-addext subjectAltName=$names"; else addext=; fi
    # shellcheck disable=SC2086
    openssl req -new -key "$key" -subj "/CN=$subject" $addext -out "$work/request.pem"
    openssl ca -batch -notext -config "$work/ca.conf" -in "$work/request.pem" -out "$name.pem" \
        -startdate "$from" -enddate "$to" "$@" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
}

openssl ecparam -name prime256v1 -genkey -noout -out "$work/ca-key.pem"
openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out key.pem
signed="-cert ca.pem -keyfile $work/ca-key.pem -extensions server"

sign ca 'Hookpanel test authority' '' 20200101000000Z 20991231235959Z "$work/ca-key.pem" \
    -selfsign -keyfile "$work/ca-key.pem" -extensions authority
# shellcheck disable=SC2086
{
    sign server localhost "$loopback" 20200101000000Z 20991231235959Z key.pem $signed
    sign expired localhost "$loopback" 20200101000000Z 20210101000000Z key.pem $signed
    sign not-yet localhost "$loopback" 20900101000000Z 20991231235959Z key.pem $signed
    sign wrong-host another.example 'DNS:another.example' 20200101000000Z 20991231235959Z key.pem $signed
}
sign self-signed localhost "$loopback" 20200101000000Z 20991231235959Z key.pem \
    -selfsign -keyfile key.pem -extensions server
openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out client-key.pem
openssl pkcs8 -topk8 -v2 aes-256-cbc -in client-key.pem -passout 'pass:open sesame' -out client-key-locked.pem
sign client 'Hookpanel test client' '' 20200101000000Z 20991231235959Z client-key.pem \
    -cert ca.pem -keyfile "$work/ca-key.pem" -extensions client
echo "Made: $(ls ./*.pem | tr '\n' ' ')"
