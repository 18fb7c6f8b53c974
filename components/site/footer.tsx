export function Footer() {
  return (
    <footer className="foot">
      <div className="wrap">
        <span>Progress is stored in this browser only.</span>
        <a href="/progress/">Your progress</a>
        <a href="/glossary/">Glossary</a>
        <a href="/accessibility/">Accessibility</a>
        <a href="/licence/">Sources and licence</a>
      </div>
    </footer>
  )
}
