/** A message with another remedy in the place of `--engine`, which not everything that uses the engine has. */
export const withoutEngineOption = (text: string, instead: string): string =>
  text.replace(/--engine (?:tofu|with the path of a supported OpenTofu version)/g, instead);
