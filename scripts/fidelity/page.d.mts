/** The text of docs/reference/fidelity.md. */
export function fidelityPage(): string;
