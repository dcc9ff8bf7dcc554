/**
 * What programs of before offer when they open an encrypted connection (their ClientHello), and what a browser offers today. Facts as they
 * were recorded from the programs themselves and published with the client simulations of SSL Labs (api/v3/getClients) and testssl.sh
 * (etc/client-simulation.txt); of the curves those that servers have, and of `browser` what Chrome, Firefox and Safari offer alike.
 */

export interface TlsClient {
  /** As people know it; a proper name in every language. */
  readonly name: string;
  readonly newestVersion: 'TLSv1' | 'TLSv1.2' | 'TLSv1.3';
  /** Numbers of the IANA registries, in the order of preference. */
  readonly suites: readonly number[];
  readonly groups: readonly number[];
  readonly signatures: readonly number[];
}

const hex = (list: string): readonly number[] =>
  list
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => Number.parseInt(each, 16));

export const tlsClients = {
  android_4: {
    name: 'Android 4.1',
    newestVersion: 'TLSv1',
    suites: hex(
      'c014 c00a c022 c021 0039 0038 c00f c005 0035 c012 c008 c01c c01b 0016 0013 c00d c003 000a c013 c009 c01f c01e 0033 0032 c00e c004 002f c011 c007 c00c c002 0005 0004',
    ),
    groups: hex('0019 0018 0017'),
    signatures: hex(''),
  },
  android_5: {
    name: 'Android 5.0',
    newestVersion: 'TLSv1.2',
    suites: hex(
      'cc14 cc13 cc15 c014 c00a 0039 0038 0035 c012 c008 0016 0013 000a c02f c02b c013 c009 00a2 009e 0033 0032 009c 002f c011 c007 0005 0004',
    ),
    groups: hex('0019 0018 0017'),
    signatures: hex('0601 0602 0603 0501 0502 0503 0401 0402 0403 0301 0302 0303 0201 0202 0203 0101'),
  },
  android_7: {
    name: 'Android 7.0',
    newestVersion: 'TLSv1.2',
    suites: hex('c02b c02c cca9 c02f c030 cca8 c013 c014 009c 009d 002f 0035'),
    groups: hex('0017'),
    signatures: hex('0601 0603 0501 0503 0401 0403 0301 0303 0201 0203'),
  },
  windows_7: {
    name: 'Windows 7 (Internet Explorer 8–10, Outlook)',
    newestVersion: 'TLSv1',
    suites: hex('c014 c013 0035 002f c00a c009 0038 0032 000a 0013 0005 0004'),
    groups: hex('0017 0018 0019'),
    signatures: hex(''),
  },
  windows_7_updated: {
    name: 'Windows 7 (Internet Explorer 11)',
    newestVersion: 'TLSv1.2',
    suites: hex(
      'c028 c027 c014 c013 009f 009e 009d 009c 003d 003c 0035 002f c02c c02b c024 c023 c00a c009 006a 0040 0038 0032 000a 0013',
    ),
    groups: hex('0017 0018'),
    signatures: hex('0601 0603 0401 0501 0201 0403 0503 0203 0202'),
  },
  mac_10_8: {
    name: 'OS X 10.8 (Safari 6, Mail)',
    newestVersion: 'TLSv1',
    suites: hex(
      'c00a c009 c007 c008 c014 c013 c011 c012 c004 c005 c002 c003 c00e c00f c00c c00d 002f 0005 0004 0035 000a 0033 0039 0016',
    ),
    groups: hex('0017 0018 0019'),
    signatures: hex(''),
  },
  ios_9: {
    name: 'iOS 9',
    newestVersion: 'TLSv1.2',
    suites: hex(
      'c02c c02b c024 c023 c00a c009 c008 c030 c02f c028 c027 c014 c013 c012 009d 009c 003d 003c 0035 002f 000a c007 c011 0005 0004',
    ),
    groups: hex('0017 0018 0019'),
    signatures: hex('0501 0401 0201 0503 0403 0203'),
  },
  java_7: {
    name: 'Java 7',
    newestVersion: 'TLSv1',
    suites: hex(
      'c009 c013 002f c004 c00e 0033 0032 c007 c011 0005 c002 c00c c008 c012 000a c003 c00d 0016 0013 0004',
    ),
    groups: hex('0017 0018 0019'),
    signatures: hex(''),
  },
  java_8: {
    name: 'Java 8',
    newestVersion: 'TLSv1.2',
    suites: hex(
      'c023 c027 003c c025 c029 0067 0040 c009 c013 002f c004 c00e 0033 0032 c02b c02f 009c c02d c031 009e 00a2 c008 c012 000a c003 c00d 0016 0013 c007 c011 0005 c002 c00c 0004',
    ),
    groups: hex('0017 0018 0019'),
    signatures: hex('0603 0601 0503 0501 0403 0401 0303 0301 0203 0201 0202 0101'),
  },
  openssl_0_9_8: {
    name: 'OpenSSL 0.9.8',
    newestVersion: 'TLSv1',
    suites: hex(
      '0039 0038 0035 0016 0013 000a 0033 0032 002f 0007 0005 0004 0015 0012 0009 0014 0011 0008 0006 0003',
    ),
    groups: hex(''),
    signatures: hex(''),
  },
  openssl_1_0_1: {
    name: 'OpenSSL 1.0.1',
    newestVersion: 'TLSv1.2',
    suites: hex(
      'c030 c02c c028 c024 c014 c00a 00a3 009f 006b 006a 0039 0038 0088 0087 c032 c02e c02a c026 c00f c005 009d 003d 0035 0084 c02f c02b c027 c023 c013 c009 00a2 009e 0067 0040 0033 0032 009a 0099 0045 0044 c031 c02d c029 c025 c00e c004 009c 003c 002f 0096 0041 0007 c011 c007 c00c c002 0005 0004 c012 c008 0016 0013 c00d c003 000a 0015 0012 0009 0014 0011 0008 0006 0003',
    ),
    groups: hex('0019 0018 0017'),
    signatures: hex('0601 0602 0603 0501 0502 0503 0401 0402 0403 0301 0302 0303 0201 0202 0203'),
  },
  browser: {
    name: 'a browser of today',
    newestVersion: 'TLSv1.3',
    suites: hex('1301 1302 1303 c02b c02f c02c c030 cca9 cca8 c013 c014 009c 009d 002f 0035'),
    groups: hex('001d 0017 0018'),
    signatures: hex('0403 0804 0401 0503 0805 0501 0806 0601'),
  },
} as const satisfies Readonly<Record<string, TlsClient>>;
export type TlsClientId = keyof typeof tlsClients;
export const tlsClientIds = Object.keys(tlsClients) as [TlsClientId, ...TlsClientId[]];

/** Programs whose users may still be out there; the browser is what they are compared with. */
export const oldClientIds = tlsClientIds.filter((id) => id !== 'browser');
