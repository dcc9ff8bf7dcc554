import { describe, expect, it } from 'vitest';
import { readRdapDomain } from '../../../diagnostics/net/rdap-domain.ts';

const card = (name: string, email: string) => [
  'vcard',
  [
    ['fn', {}, 'text', name],
    ['email', {}, 'text', email],
  ],
];
const person = {
  objectClassName: 'entity',
  roles: ['registrant'],
  vcardArray: card('Ada Private', 'ada@private.test'),
};
const domain = {
  objectClassName: 'domain',
  ldhName: 'EXAMPLE.TEST',
  status: ['client transfer prohibited', 'clientHold', 7],
  events: [
    { eventAction: 'expiration', eventDate: '2027-01-02T03:04:05Z', eventActor: 'Ada Private' },
    { eventAction: 'registration' },
  ],
  nameservers: [{ ldhName: 'NS1.Example.TEST.' }, { unicodeName: 'ns2' }],
  secureDNS: { delegationSigned: true },
  entities: [
    person,
    {
      objectClassName: 'entity',
      roles: ['registrar'],
      vcardArray: card('Tulip Names B.V.', 'help@tulip.test'),
      entities: [{ roles: ['abuse'], vcardArray: card('Bob Private', 'bob@tulip.test') }],
    },
  ],
};
const read = (value: unknown): unknown => readRdapDomain(JSON.stringify(value), 'example.test');

describe('an RDAP domain object', () => {
  it('keeps the registration and drops every person', () => {
    expect(read(domain)).toEqual({
      statuses: ['client transfer prohibited', 'clienthold'],
      events: [{ action: 'expiration', date: '2027-01-02T03:04:05Z' }],
      nameServers: ['ns1.example.test'],
      delegationSigned: true,
      registrar: 'Tulip Names B.V.',
    });
  });

  it('shows no name of somebody who is registrant and registrar at once', () => {
    const own = { ...domain, entities: [{ ...person, roles: ['registrant', 'registrar'] }] };
    expect(read(own)).not.toHaveProperty('registrar');
  });

  it('makes do with next to nothing', () => {
    expect(read({ objectClassName: 'domain', entities: 'odd', status: {}, nameservers: [null] })).toEqual({
      statuses: [],
      events: [],
      nameServers: [],
    });
  });

  it.each([
    ['no JSON', '<html>'],
    ['an error object', JSON.stringify({ errorCode: 404 })],
    ['another class', JSON.stringify({ objectClassName: 'nameserver', ldhName: 'example.test' })],
    ['another domain', JSON.stringify({ objectClassName: 'domain', ldhName: 'other.test' })],
    ['a list', '[]'],
  ])('refuses %s', (_, body) => {
    expect(() => readRdapDomain(body, 'example.test')).toThrow(
      expect.objectContaining({ failureCode: 'protocol_violation' }),
    );
  });
});
