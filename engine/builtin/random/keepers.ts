/** What the argument `keepers` of every resource of the provider is for. */
export const KEEPERS = "Arbitrary values whose change makes a new random value.";
