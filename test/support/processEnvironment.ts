/**
 * Sets environment variables of this process.
 *
 * @returns A function that restores the previous values. `process.env` itself is never replaced: code that asks the operating
 *   system for a variable, such as `os.tmpdir`, would not see variables that are set afterwards.
 */
export function setEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const previous = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of previous) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}
