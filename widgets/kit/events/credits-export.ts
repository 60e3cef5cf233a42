/** The reader asked for a file. `preventDefault()` stops the element from fetching it. */
export class CreditsExportEvent extends Event {
  constructor(
    readonly fileName: string,
    /** The query of the request, in URL encoding. */
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
