import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

/** The code block of a page after `<!-- run: name -->`, unchanged. @throws Error if the page has no such block */
export function snippet(page: string, name: string): string {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  const [, code] = new RegExp(`<!-- run: ${name} -->\\s*\`\`\`ts\\n([\\s\\S]*?)\`\`\``).exec(text) ?? [];
  if (code === undefined) throw new Error(`docs/${page} has no code to run as ${name}`);
  return code;
}

/** Runs code as it stands in the docs, with the variables of `given`. The result is the expression `gives`. */
export function runSnippet(code: string, given: Readonly<Record<string, unknown>>, gives = 'undefined') {
  const source = `(async ({ ${Object.keys(given).join(', ')} }) => { ${code}\n return ${gives}; })`;
  const run = runInThisContext(source) as (given: Readonly<Record<string, unknown>>) => Promise<unknown>;
  return run(given);
}
