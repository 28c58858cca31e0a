#!/usr/bin/env bash
# Put the keys of a build machine's secrets where codesign and notarytool find them, for this build.
# Takes CERTIFICATE (PKCS#12, base64), CERTIFICATE_PASSWORD and NOTARY_KEY (the .p8 file's text).
set -euo pipefail

folder=$RUNNER_TEMP
keychain=$folder/smsbook.keychain-db
password=$(openssl rand -hex 16)

printf '%s' "$CERTIFICATE" | base64 --decode > "$folder/certificate.p12"
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 7200 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$folder/certificate.p12" -k "$keychain" -P "$CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" > /dev/null
security list-keychains -d user -s "$keychain" login.keychain-db
rm -f "$folder/certificate.p12"

if [ -n "${NOTARY_KEY:-}" ]; then
    (umask 077 && printf '%s\n' "$NOTARY_KEY" > "$folder/notary.p8")
    echo "SMSBOOK_NOTARY_KEY=$folder/notary.p8" >> "$GITHUB_ENV"
fi
