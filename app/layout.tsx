import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { BeforePaint } from '@/components/site/before-paint'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Hop by Hop: learn networking by following the packets', template: '%s · Hop by Hop' },
  description:
    'An interactive networking course in the browser, from the OSI model to VPNs: step through each protocol, read its bytes, break it, explain it.',
  icons: { icon: '/icon.svg' },
  openGraph: { siteName: 'Hop by Hop', type: 'website', locale: 'en' },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfcfc' },
    { media: '(prefers-color-scheme: dark)', color: '#14181d' },
  ],
}

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <BeforePaint />
      </head>
      <body>{children}</body>
    </html>
  )
}
