/** The reader asked for a file. `preventDefault()` keeps the element from fetching it. */
export class CreditsExportEvent extends Event {
  constructor(
    /** What it is called. */
    readonly fileName: string,
    /** What the server is asked, as of a URL. */
    readonly query: string,
  ) {
    super('credits-export', { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'credits-export': CreditsExportEvent;
  }
}
