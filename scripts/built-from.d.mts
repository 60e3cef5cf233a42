export function digestOfSources(project?: string): string;
export function forgetBuild(project?: string): void;
export function recordBuild(digest: string, project?: string): void;
export function whyNotBuilt(project?: string): string | null;
