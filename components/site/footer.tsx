import Link from 'next/link'

export function Footer() {
  return (
    <footer className="foot">
      <div className="wrap">
        <span>Progress is stored in this browser only.</span>
        <Link href="/progress/" prefetch={false}>
          Your progress
        </Link>
        <Link href="/glossary/" prefetch={false}>
          Glossary
        </Link>
        <Link href="/accessibility/" prefetch={false}>
          Accessibility
        </Link>
        <Link href="/licence/" prefetch={false}>
          Sources and licence
        </Link>
      </div>
    </footer>
  )
}
