/** Parsers of the systems' own proxy settings. User names and passwords in them are never picked up. */
import type { EnvironmentData } from '../../model/observations/machine.ts';

export type ProxySetting = EnvironmentData['proxies'][number];

/** `gsettings list-recursively org.gnome.system.proxy`: schema, key, value in GVariant text. */
export function parseGnomeProxy(output: string): readonly ProxySetting[] {
  const values = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [, schema, key, value] = /^org\.gnome\.system\.proxy(\S*) (\S+) (.*)$/.exec(line.trim()) ?? [];
    if (value !== undefined) values.set(`${schema ?? ''} ${key ?? ''}`, value.replace(/^'(.*)'$/, '$1'));
  }
  const mode = values.get(' mode');
  if (mode === 'auto') return [{ source: 'GNOME auto', value: values.get(' autoconfig-url') || 'WPAD' }];
  if (mode !== 'manual') return [];
  return ['http', 'https', 'ftp', 'socks'].flatMap((kind) => {
    const host = values.get(`.${kind} host`);
    return host ? [{ source: `GNOME ${kind}`, value: `${host}:${values.get(`.${kind} port`) ?? ''}` }] : [];
  });
}

/** `scutil --proxy`: a dictionary in text; only its first level concerns ordinary programs. */
export function parseMacProxy(output: string): readonly ProxySetting[] {
  const values = new Map(
    [...output.matchAll(/^ {2}(\w+) : (\S.*?)\s*$/gm)].map(
      ([, key = '', value = '']) => [key, value] as const,
    ),
  );
  const isOn = (key: string): boolean => values.get(key) === '1';
  const servers = ['HTTP', 'HTTPS', 'FTP', 'SOCKS'].flatMap((kind) => {
    const host = values.get(`${kind}Proxy`);
    return isOn(`${kind}Enable`) && host !== undefined
      ? [{ source: `macOS ${kind}`, value: `${host}:${values.get(`${kind}Port`) ?? ''}` }]
      : [];
  });
  const script = values.get('ProxyAutoConfigURLString');
  return [
    ...servers,
    ...(isOn('ProxyAutoConfigEnable') && script !== undefined
      ? [{ source: 'macOS auto', value: script }]
      : []),
    ...(isOn('ProxyAutoDiscoveryEnable') ? [{ source: 'macOS auto', value: 'WPAD' }] : []),
  ];
}

/** `reg query` of Internet Settings: name, type, value. */
export function parseWindowsProxy(output: string): readonly ProxySetting[] {
  const values = new Map(
    [...output.matchAll(/^\s+(\w+)\s+REG_\w+\s+(\S.*?)\s*$/gm)].map(
      ([, key = '', value = '']) => [key, value] as const,
    ),
  );
  const server = values.get('ProxyServer');
  const script = values.get('AutoConfigURL');
  const isOn = Number(values.get('ProxyEnable') ?? 0) === 1;
  return [
    // One server for all, or `http=host:port;https=host:port`.
    ...(isOn && server !== undefined ? server.split(';').map((value) => ({ source: 'Windows', value })) : []),
    ...(script !== undefined ? [{ source: 'Windows auto', value: script }] : []),
  ];
}
