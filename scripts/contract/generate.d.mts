export function contractModule(contract: unknown): string;
