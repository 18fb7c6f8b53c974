import { dissectData } from './data'
import type { Dissection } from './dissect'
import { Field, field, octets, utf8Text } from './field'

const MEDIA_TYPE = field('media.type', octets)
const FORM_KEY = field('urlencoded-form.key', utf8Text)
const FORM_VALUE = field('urlencoded-form.value', utf8Text)

/** A message's content by its media type (RFC 9110 section 8.3.1); null = not said. */
export function dissectMedia(
  into: Dissection,
  contentType: string | null,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  const type = (contentType ?? '').split(';')[0].trim().toLowerCase()
  if (type === '' || type === 'application/octet-stream') dissectData(into, bytes, offset, end)
  else if (TEXT_TYPES.test(type)) into.begin('data-text-lines', bytes, offset, end - offset)
  else if (/^application\/(json|.*\+json)$/.test(type)) into.begin('json', bytes, offset, end - offset)
  else if (type === 'application/x-www-form-urlencoded') dissectForm(into, bytes, offset, end)
  else {
    const layer = into.begin('media', bytes, offset, end - offset)
    layer.fields.push(new Field(MEDIA_TYPE, offset, end - offset, bytes))
  }
}

const TEXT_TYPES = /^(text\/(?!xml$).*|application\/(javascript|x-javascript|x-ns-proxy-autoconfig))$/

function dissectForm(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  const { fields } = into.begin('urlencoded-form', bytes, offset, end - offset)
  for (let at = offset; at < end; ) {
    const ampersand = bytes.indexOf(38, at)
    const stop = ampersand < 0 || ampersand > end ? end : ampersand
    const equals = bytes.indexOf(61, at)
    const split = equals < 0 || equals > stop ? stop : equals
    fields.push(new Field(FORM_KEY, at, split - at, bytes))
    if (split < stop) fields.push(new Field(FORM_VALUE, split + 1, stop - split - 1, bytes))
    at = stop + 1
  }
}
