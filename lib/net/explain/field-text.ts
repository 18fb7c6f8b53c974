/** Where a field is laid down. The oldest RFCs have no numbered sections. */
export type FieldSource =
  | { readonly rfc: number; readonly section?: string }
  | { readonly standard: string; readonly section: string }

/** What a header field is called, and what it is for. */
export type FieldText = {
  /** as the RFC writes it, with the everyday short form in brackets */
  readonly label: string
  /** for a cell of a few bits */
  readonly short?: string
  readonly says: string
  readonly source: FieldSource
  /** Where the header drawing of the RFC puts it, when the dissected field covers other bits: bits from the header's start. */
  readonly place?: { readonly bit: number; readonly bits: number }
}

/** Of one protocol, by Wireshark's display-filter name, in the order of the header. */
export type FieldTexts = Readonly<Record<string, FieldText>>

/** "RFC 9293, section 3.1" */
export function sourceName(source: FieldSource): string {
  const name = 'rfc' in source ? `RFC ${source.rfc}` : source.standard
  return source.section ? `${name}, section ${source.section}` : name
}

/** The section at the RFC Editor; null for a standard that is not free to read. */
export function sourceLink(source: FieldSource): string | null {
  if (!('rfc' in source)) return null
  const page = `https://www.rfc-editor.org/rfc/rfc${source.rfc}`
  return source.section ? `${page}#section-${source.section}` : page
}
