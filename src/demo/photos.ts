import sharp from 'sharp'

/** Drawn on the spot, so that no photo shows a real place: grey ground, a coloured shape, the word 演示 as geometry. */
export async function demoPhoto(seed: number): Promise<Buffer> {
  const hue = (seed * 47) % 360
  const x = 80 + ((seed * 131) % 420)
  const y = 90 + ((seed * 89) % 220)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">
    <defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="hsl(210 12% 78%)"/><stop offset="1" stop-color="hsl(30 10% 52%)"/></linearGradient></defs>
    <rect width="800" height="600" fill="url(#g)"/>
    <rect y="420" width="800" height="180" fill="hsl(30 8% 40%)"/>
    <rect x="${x}" y="${y}" width="210" height="250" rx="8" fill="hsl(${hue} 35% 42%)"/>
    <circle cx="${x + 105}" cy="${y + 90}" r="46" fill="hsl(${(hue + 40) % 360} 60% 62%)"/>
    <path d="M0 520 L800 ${470 + ((seed * 13) % 40)}" stroke="hsl(48 90% 55%)" stroke-width="10"/>
    <g stroke="#fff" stroke-width="4" opacity=".55"><path d="M40 40h120M40 70h80M40 100h100"/></g>
  </svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 72 }).toBuffer()
}
