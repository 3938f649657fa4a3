/**
 * Sets variables of this process's environment.
 *
 * @returns What gives them back what they had. The environment itself is never replaced: what asks the operating system for a
 *   variable, as `os.tmpdir` does, would see none that is set afterwards.
 */
export function setEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}
