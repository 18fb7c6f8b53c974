import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prefix4 } from '../addr/prefix'
import { type BgpMessage, decodeBgp, encodeBgp } from './bgp'
import { decodeEsp, encodeEsp } from './esp'
import { decodeGre, encodeGre } from './gre'
import { decodeHttp, encodeHttp } from './http1'
import { decodeHttp2, encodeHttp2 } from './http2'
import { decodeKexInit, decodeSshPacket, encodeKexInit, encodeSshPacket } from './ssh'
import { decodeConfigurationBpdu, encodeConfigurationBpdu } from './stp'
import { bytes, exactly, flag, headerOf, ipv4, mac, roundTrip, u, u32 } from './testing/round-trip'
import {
  decodeClientHello,
  decodeServerHello,
  decodeTlsRecord,
  encodeClientHello,
  encodeServerHello,
  encodeTlsRecord,
} from './tls'
import { decodeVxlan, encodeVxlan } from './vxlan'
import { decodeWebSocket, encodeWebSocket } from './websocket'
import { decodeWireGuard, encodeWireGuard, type WireGuardMessage } from './wireguard'

describe('what is written can be read, and is the same', () => {
  it('HTTP/1.1 with a length', () => {
    const token = fc
      .stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,10}$/)
      .filter((name) => !/^(content-length|transfer-encoding)$/i.test(name))
    const value = fc.stringMatching(/^[a-z0-9=;]{0,20}$/)
    const fields = fc.array(fc.record({ name: token, value }), { maxLength: 4 })
    const start = fc.oneof(
      fc.record({
        kind: fc.constant('request' as const),
        method: fc.constantFrom('GET', 'POST', 'PUT'),
        target: fc.constantFrom('/', '/a?b=c', '*'),
        version: fc.constant('HTTP/1.1'),
      }),
      fc.record({
        kind: fc.constant('response' as const),
        version: fc.constant('HTTP/1.1'),
        status: fc.constantFrom(200, 404, 503),
        reason: fc.constantFrom('OK', 'Not Found'),
      }),
    )
    const message = fc.record({ start, fields, body: bytes() }).map((whole) => ({
      ...whole,
      fields: [...whole.fields, { name: 'Content-Length', value: String(whole.body.length) }],
    }))
    roundTrip(message, encodeHttp, (encoded) => decodeHttp(encoded))
  })

  it('WebSocket frames, masked or not', () => {
    roundTrip(
      fc.record({ fin: flag, rsv: u(3), opcode: u(4), maskingKey: fc.option(u32), payload: bytes(130) }),
      encodeWebSocket,
      decodeWebSocket,
    )
  })

  it.each([
    [125, 2, 'in the second byte'],
    [126, 4, 'in 16 bits'],
    [65535, 4, 'in 16 bits, the last that fits'],
    [65536, 10, 'in 64 bits'],
  ])('a WebSocket payload of %i bytes has a header of %i: its length is %s', (length, header) => {
    const frame = { fin: true, rsv: 0, opcode: 2, maskingKey: null, payload: new Uint8Array(length).fill(7) }
    const encoded = encodeWebSocket(frame)
    expect(encoded.length).toBe(length + header)
    const { payload } = headerOf(decodeWebSocket(encoded))
    expect(payload.length === length && payload.every((byte) => byte === 7)).toBe(true)
  })

  it('TLS records and hellos', () => {
    roundTrip(fc.record({ type: u(8), version: u(16), fragment: bytes() }), encodeTlsRecord, decodeTlsRecord)
    const extensions = fc.array(fc.record({ type: u(16), data: bytes(20) }), { maxLength: 4 })
    const start = { version: u(16), random: exactly(32), sessionId: bytes(32), extensions }
    roundTrip(
      fc.record({
        ...start,
        cipherSuites: fc.array(u(16), { maxLength: 5 }),
        compressionMethods: fc.array(u(8), { minLength: 1, maxLength: 2 }),
      }),
      encodeClientHello,
      decodeClientHello,
    )
    roundTrip(
      fc.record({ ...start, cipherSuite: u(16), compressionMethod: u(8) }),
      encodeServerHello,
      decodeServerHello,
    )
  })

  it('SSH packets and KEXINIT', () => {
    roundTrip(fc.uint8Array({ minLength: 1, maxLength: 80 }), encodeSshPacket, decodeSshPacket)
    const list = fc.array(fc.stringMatching(/^[a-z0-9@.-]{1,12}$/), { maxLength: 3 })
    roundTrip(
      fc.record({
        cookie: exactly(16),
        lists: fc.array(list, { minLength: 10, maxLength: 10 }),
        firstKexPacketFollows: flag,
      }),
      encodeKexInit,
      decodeKexInit,
    )
  })

  it('BGP', () => {
    const prefix = fc
      .tuple(ipv4, fc.integer({ min: 0, max: 32 }))
      .map(([address, bits]) => prefix4(address, bits))
    const prefixes = fc.array(prefix, { maxLength: 4 })
    const attribute = fc.oneof(
      fc.record({ flags: fc.constant(0x40), type: u(8), data: bytes(20) }),
      fc.record({ flags: fc.constant(0x50), type: u(8), data: fc.constant(new Uint8Array(300)) }),
    )
    const message: fc.Arbitrary<BgpMessage> = fc.oneof(
      fc.constant({ type: 'keepalive' } as const),
      fc.record({ type: fc.constant('notification' as const), code: u(8), subcode: u(8), data: bytes() }),
      fc.record({
        type: fc.constant('open' as const),
        as: u(16),
        holdTime: u(16),
        identifier: ipv4,
        capabilities: fc.array(fc.record({ code: u(8), data: bytes(10) }), { maxLength: 4 }),
      }),
      fc.record({
        type: fc.constant('update' as const),
        withdrawn: prefixes,
        attributes: fc.array(attribute, { maxLength: 3 }),
        announced: prefixes,
      }),
    )
    roundTrip(message, encodeBgp, decodeBgp)
  })

  it('GRE, VXLAN, ESP, WireGuard and spanning tree', () => {
    roundTrip(
      fc.record({ protocol: u(16), checksum: flag, key: fc.option(u32), sequence: fc.option(u32) }),
      (value) => encodeGre(value, new Uint8Array(4)),
      decodeGre,
    )
    roundTrip(
      fc.record({ networkIdentifier: u(24) }),
      (value) => encodeVxlan(value, new Uint8Array(20)),
      decodeVxlan,
    )
    roundTrip(
      fc.record({ spi: u32, sequence: u32 }),
      (value) => encodeEsp(value, new Uint8Array(4)),
      decodeEsp,
    )
    const wireguard: fc.Arbitrary<WireGuardMessage> = fc.oneof(
      fc.record({
        type: fc.constant('initiation' as const),
        sender: u32,
        ephemeral: exactly(32),
        encryptedStatic: exactly(48),
        encryptedTimestamp: exactly(28),
        mac1: exactly(16),
        mac2: exactly(16),
      }),
      fc.record({
        type: fc.constant('response' as const),
        sender: u32,
        receiver: u32,
        ephemeral: exactly(32),
        encryptedEmpty: exactly(16),
        mac1: exactly(16),
        mac2: exactly(16),
      }),
      fc.record({
        type: fc.constant('cookie-reply' as const),
        receiver: u32,
        nonce: exactly(24),
        encryptedCookie: exactly(32),
      }),
      fc.record({
        type: fc.constant('transport' as const),
        receiver: u32,
        counter: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        encryptedPacket: fc.uint8Array({ minLength: 16, maxLength: 64 }),
      }),
    )
    roundTrip(wireguard, encodeWireGuard, decodeWireGuard)
    const bridge = fc.record({ priority: u(16), mac })
    const seconds = u(16).map((units) => units / 256)
    roundTrip(
      fc.record({
        flags: u(8),
        root: bridge,
        rootPathCost: u32,
        bridge,
        port: u(16),
        messageAge: seconds,
        maxAge: seconds,
        helloTime: seconds,
        forwardDelay: seconds,
      }),
      encodeConfigurationBpdu,
      (encoded) => decodeConfigurationBpdu(encoded, 3), // after the LLC header
    )
  })
  it('HTTP/2 frames', () => {
    roundTrip(
      fc.record({ type: u(8), flags: u(8), reserved: flag, streamId: u(31), payload: bytes() }),
      encodeHttp2,
      decodeHttp2,
    )
  })
})
