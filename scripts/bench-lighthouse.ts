import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'

export interface LighthouseFigures {
  /** performance, accessibility, best practices, SEO: 0 to 100, the median run's. */
  readonly scores: number[]
  /** milliseconds */
  readonly lcp: number
  /** milliseconds */
  readonly tbt: number
  readonly cls: number
}

/** Lighthouse's mobile profile on one page, the run with the median performance of three. */
export async function measureLighthouse(url: string, chromePath: string): Promise<LighthouseFigures> {
  const runs: LighthouseFigures[] = []
  for (let run = 0; run < 3; run++) {
    const chrome = await launch({
      chromePath,
      chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'],
    })
    try {
      const result = await lighthouse(url, { port: chrome.port, output: 'json', logLevel: 'silent' })
      if (!result) throw new Error(`Lighthouse gave no result for ${url}`)
      const { categories, audits } = result.lhr
      runs.push({
        scores: ['performance', 'accessibility', 'best-practices', 'seo'].map((id) =>
          Math.round((categories[id]?.score ?? 0) * 100),
        ),
        lcp: Math.round(audits['largest-contentful-paint']?.numericValue ?? Number.NaN),
        tbt: Math.round(audits['total-blocking-time']?.numericValue ?? Number.NaN),
        cls: audits['cumulative-layout-shift']?.numericValue ?? Number.NaN,
      })
    } finally {
      chrome.kill()
    }
  }
  runs.sort((one, other) => (one.scores[0] ?? 0) - (other.scores[0] ?? 0))
  return runs[1] as LighthouseFigures
}
