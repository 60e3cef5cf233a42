import { hash } from 'node:crypto';

/** Replaces a generative model. The same key always gives the same output, so that a retry is identical. */
export const numberFor = (key: string, purpose: string): number =>
  parseInt(hash('sha256', `${purpose} ${key}`).slice(0, 8), 16);

/** `high` is exclusive. */
export const numberBetween = (key: string, purpose: string, low: number, high: number): number =>
  low + (numberFor(key, purpose) % (high - low));

export function pictureFor(key: string): string {
  const between = (purpose: string, low: number, high: number) => numberBetween(key, purpose, low, high);
  const hue = between('hue', 130, 310);
  const ribbons = [0, 1, 2].map((layer) => {
    const y = (purpose: string) => between(`${purpose}${layer}`, 20, 150);
    const path = `M-40 ${y('a')} C 140 ${y('b') - 60} 220 ${y('c') + 70} 360 ${y('d')} S 560 ${y('e') - 40} 700 ${y('f')}`;
    return `<path d="${path}" stroke="hsl(${hue + layer * 28} 78% ${64 - layer * 8}%)" stroke-width="${46 - layer * 10}" opacity="${0.62 - layer * 0.1}"/>`;
  });
  const stars = Array.from({ length: 42 }, (_, star) => {
    const [x, y] = [between(`x${star}`, 0, 640), between(`y${star}`, 0, 170)];
    return `<circle cx="${x}" cy="${y}" r="${between(`r${star}`, 4, 13) / 10}"/>`;
  });
  const hills = [0, 1].map((layer) => {
    const y = (purpose: string) => between(`${purpose}${layer}`, 172 + layer * 26, 206 + layer * 26);
    const path = `M0 260 V${y('h')} C 120 ${y('i') - 30} 190 ${y('j')} 300 ${y('k') - 14} S 520 ${y('l')} 640 ${y('m') - 22} V260Z`;
    return `<path d="${path}" fill="hsl(${hue + 40} 38% ${12 - layer * 5}%)"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 260" preserveAspectRatio="xMidYMid slice">
<linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${hue + 60} 52% 12%)"/><stop offset="1" stop-color="hsl(${hue + 20} 46% 34%)"/></linearGradient>
<filter id="soft" x="-20%" y="-60%" width="140%" height="220%"><feGaussianBlur stdDeviation="15 24"/></filter>
<rect width="640" height="260" fill="url(#sky)"/><g fill="#fff" opacity=".75">${stars.join('')}</g>
<g fill="none" filter="url(#soft)">${ribbons.join('')}</g>${hills.join('')}</svg>`;
}
