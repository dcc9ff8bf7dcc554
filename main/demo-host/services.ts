/** Connects the port kinds of the world's data to the servers that speak them, one set of settings per host. */
import type { Server as WebServer } from 'node:http';
import { isIPv4, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Server as SshServer } from 'ssh2';
import type { CertificateStore } from './certificate-store.ts';
import type { DnsServer } from './dns/resolver.ts';
import { answerMessage } from './dns/wire.ts';
import type { ConnectionHandler, DatagramHandler } from './listeners.ts';
import { serveDnsStream } from './servers/dns-stream.ts';
import type { OpenDataPort } from './servers/ftp-data.ts';
import { serveFtp } from './servers/ftp.ts';
import { serveImap } from './servers/imap.ts';
import { servePop3 } from './servers/pop3.ts';
import { serveSmtp } from './servers/smtp.ts';
import { createSshServer, serveSsh } from './servers/ssh.ts';
import { answerTime } from './servers/time.ts';
import { createWebServer, siteFor } from './servers/web.ts';
import type { HostSpec, PortKind, WorldSpec } from './world-spec.ts';

export interface ServicesOptions {
  readonly world: WorldSpec;
  readonly certificates: CertificateStore;
  readonly pages: ReadonlyMap<string, string>;
  readonly dnsServers: ReadonlyMap<string, DnsServer>;
  readonly dataPortsOf: (hostId: string) => OpenDataPort;
}

export interface Services {
  connection(hostId: string, kind: PortKind): ConnectionHandler;
  datagram(hostId: string, kind: PortKind): DatagramHandler;
}

export function createServices(options: ServicesOptions): Services {
  const web = memo((hostId) => webServer(options, hostId));
  const ssh = memo(() => createSshServer());
  return {
    connection: (hostId, kind) => (socket) => serve({ options, web, ssh, hostId }, kind, socket),
    datagram(hostId, kind) {
      if (kind === 'time') return answerTime;
      const server = dnsServerOf(options, hostId);
      return (message) => answerMessage(server, message, 'udp');
    },
  };
}

interface Place {
  readonly options: ServicesOptions;
  readonly web: (hostId: string) => WebServer;
  readonly ssh: (hostId: string) => SshServer;
  readonly hostId: string;
}

function serve(place: Place, kind: PortKind, socket: Socket): void {
  const { options, web, ssh, hostId } = place;
  switch (kind) {
    case 'http':
      return void web(hostId).emit('connection', socket);
    case 'https':
      return void web(hostId).emit('connection', secureByName(options, hostId, socket));
    case 'dns':
      return serveDnsStream(dnsServerOf(options, hostId), socket);
    case 'ssh':
      return serveSsh(ssh(hostId), socket);
    case 'ftp':
    case 'ftps':
      return serveFtp(socket, ftpSettings(options, hostId, kind === 'ftps'));
    case 'imap':
    case 'imaps':
      return serveImap(socket, mailSettings(options, hostId, kind === 'imaps'));
    case 'pop3':
    case 'pop3s':
      return servePop3(socket, mailSettings(options, hostId, kind === 'pop3s'));
    case 'smtp':
    case 'submission':
    case 'submissions': {
      const settings = mailSettings(options, hostId, kind === 'submissions');
      const localDomains = [options.world.domain];
      return serveSmtp(socket, { ...settings, isSubmission: kind !== 'smtp', localDomains });
    }
    case 'time':
    case 'dropped':
      return void socket.destroy();
  }
}

function hostOf({ world }: ServicesOptions, hostId: string): HostSpec {
  const host = world.hosts[hostId];
  if (host === undefined) throw new Error(`the demo world has no host "${hostId}"`);
  return host;
}

/** A host whose port needs settings that its data lacks is a mistake in our data. */
function required<T>(value: T | undefined, hostId: string, what: string): T {
  if (value === undefined) throw new Error(`demo host "${hostId}" has no ${what} settings`);
  return value;
}

function dnsServerOf({ dnsServers }: ServicesOptions, hostId: string): DnsServer {
  return required(dnsServers.get(hostId), hostId, 'dns');
}

function webServer(options: ServicesOptions, hostId: string): WebServer {
  const { fallback, sites } = required(hostOf(options, hostId).web, hostId, 'web');
  return createWebServer({
    fallback,
    sites,
    pages: options.pages,
    dnsServer: options.dnsServers.get(hostId),
  });
}

/** TLS with the certificate of the named site, or of the server itself where there is none. */
function secureByName(options: ServicesOptions, hostId: string, socket: Socket): TLSSocket {
  const web = required(hostOf(options, hostId).web, hostId, 'web');
  const contextFor = (name: string) => {
    const certificate = siteFor(web, name).certificate ?? web.fallback.certificate;
    return options.certificates.contextOf(required(certificate, hostId, 'certificate'));
  };
  const wrapped = new TLSSocket(socket, {
    isServer: true,
    secureContext: contextFor(''),
    ALPNProtocols: ['http/1.1'],
    SNICallback: (name, done) => done(null, contextFor(name)),
  });
  wrapped.on('error', () => socket.destroy());
  return wrapped;
}

function mailSettings(options: ServicesOptions, hostId: string, isImplicitTls: boolean) {
  const host = hostOf(options, hostId);
  const { certificate, offersStartTls } = required(host.mail, hostId, 'mail');
  return {
    hostName: host.name,
    context: options.certificates.contextOf(certificate),
    offersStartTls: offersStartTls && !options.world.uplink.stripsStartTls,
    isImplicitTls,
  };
}

function ftpSettings(options: ServicesOptions, hostId: string, isImplicitTls: boolean) {
  const host = hostOf(options, hostId);
  const { certificate, passiveAddress, accounts } = required(host.ftp, hostId, 'ftp');
  return {
    hostName: host.name,
    context: options.certificates.contextOf(certificate),
    isImplicitTls,
    passiveAddress: passiveAddress ?? host.addresses.find(isIPv4) ?? '0.0.0.0',
    accounts,
    openDataPort: options.dataPortsOf(hostId),
  };
}

/** Servers are made when first needed: most hosts of the world are never visited in one run. */
function memo<T>(make: (hostId: string) => T): (hostId: string) => T {
  const made = new Map<string, T>();
  return (hostId) => {
    const value = made.get(hostId) ?? make(hostId);
    made.set(hostId, value);
    return value;
  };
}
