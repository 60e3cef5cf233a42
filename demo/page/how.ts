import { find } from './find.js';

const COPIED_MS = 2_000;

/** Shows the lines of the element and framework that are chosen, and copies them. */
export function wireHow(): void {
  const panel = document.querySelector('.how');
  if (!panel) return;
  panel.addEventListener('change', showLines);
  for (const button of panel.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.addEventListener('click', () => void copy(button));
  }
  for (const link of document.querySelectorAll<HTMLElement>('[data-lines]')) {
    link.addEventListener('click', () => {
      find<HTMLInputElement>(`.how [name="element"][value="${link.dataset['lines']}"]`).checked = true;
      showLines();
    });
  }
}

const chosen = (name: string): string => find<HTMLInputElement>(`.how [name="${name}"]:checked`).value;

function showLines(): void {
  const lines = document.querySelector<HTMLTemplateElement>(
    `.how template[data-element="${chosen('element')}"][data-framework="${chosen('framework')}"]`,
  );
  find('#embed').textContent = lines?.content.textContent ?? '';
}

/** Where the browser lets nobody write to the clipboard, the lines are marked instead. */
async function copy(button: HTMLButtonElement): Promise<void> {
  const lines = find(`#${button.dataset['copy']}`);
  const name = button.textContent;
  try {
    await navigator.clipboard.writeText(lines.textContent);
    button.textContent = button.dataset['copied'] ?? name;
    button.disabled = true;
    setTimeout(() => {
      button.textContent = name;
      button.disabled = false;
    }, COPIED_MS);
  } catch {
    getSelection()?.selectAllChildren(lines);
  }
}
