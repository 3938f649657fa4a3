import { join, resolve } from "node:path";

import ts from "typescript";

const REPOSITORY = resolve(__dirname, "../..");

/** A property as the code declares it. */
export interface DeclaredProperty {
  optional: boolean;
  /** The type as it is written, without line breaks. */
  type: string;
  /** The comment, as one line. */
  comment: string;
}

/** What a program can import from this package, as the TypeScript compiler sees it. */
export class Declarations {
  private readonly checker: ts.TypeChecker;
  private readonly exports: ReadonlyMap<string, ts.Symbol>;

  public constructor() {
    const file = join(REPOSITORY, "provider/index.ts");
    const options: ts.CompilerOptions = { strict: true, noLib: true, types: [] };
    const host = ts.createCompilerHost(options);
    const fileExists = host.fileExists.bind(host);
    // Reading the AWS SDK would take most of the time, and no declaration needs it.
    host.fileExists = (name) => !name.includes("/node_modules/") && fileExists(name);
    const program = ts.createProgram([file], options, host);
    this.checker = program.getTypeChecker();
    const module = this.checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
    this.exports = new Map(
      this.checker.getExportsOfModule(module).map((symbol) => [symbol.name, this.origin(symbol)]),
    );
  }

  /** The names that a program can import. */
  public get names(): string[] {
    return [...this.exports.keys()];
  }

  /** The comment of an export, as one line. */
  public comment(name: string): string {
    return this.commentOf(this.exported(name));
  }

  /** The properties of an interface, or of an object type. */
  public properties(name: string): Record<string, DeclaredProperty> {
    const type = this.checker.getDeclaredTypeOfSymbol(this.exported(name));
    return this.declared(this.checker.getPropertiesOfType(type));
  }

  /** The outputs of a class, which its comments describe. */
  public outputs(name: string): Record<string, DeclaredProperty> {
    const members = [...(this.exported(name).members?.values() ?? [])];
    return this.declared(members.filter(({ flags }) => flags & ts.SymbolFlags.Property));
  }

  /** The values of an enumeration, each with its comment, which is empty for a type without an object of the same name. */
  public enumeration(name: string): Record<string, string> {
    const symbol = this.exported(name);
    const type = this.checker.getDeclaredTypeOfSymbol(symbol);
    const literals = (type.isUnion() ? type.types : [type]) as ts.StringLiteralType[];
    const { valueDeclaration } = symbol;
    const object = valueDeclaration && this.checker.getTypeAtLocation(valueDeclaration);
    const commentFor = (value: string): string => {
      const member = object && this.checker.getPropertyOfType(object, value);
      return member ? this.commentOf(member) : "";
    };
    return Object.fromEntries(literals.map(({ value }) => [value, commentFor(value)]));
  }

  /** What a type is written as, or what a function returns. */
  public typeText(name: string): string {
    const declaration = this.exported(name).declarations!.find(
      (one): one is ts.TypeAliasDeclaration | ts.FunctionDeclaration =>
        ts.isTypeAliasDeclaration(one) || ts.isFunctionDeclaration(one),
    );
    return oneLine(declaration!.type!.getText());
  }

  private exported(name: string): ts.Symbol {
    const symbol = this.exports.get(name);
    if (!symbol) throw new Error(`The package exports no ${name}.`);
    return symbol;
  }

  private origin(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  private declared(symbols: readonly ts.Symbol[]): Record<string, DeclaredProperty> {
    const entries = symbols.map((symbol): [string, DeclaredProperty] => {
      const declaration = symbol.valueDeclaration as ts.PropertySignature | ts.PropertyDeclaration;
      const property = {
        optional: declaration.questionToken !== undefined,
        type: oneLine(declaration.type!.getText()),
        comment: this.commentOf(symbol),
      };
      return [symbol.name, property];
    });
    return Object.fromEntries(entries);
  }

  private commentOf(symbol: ts.Symbol): string {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(this.checker));
    return oneLine(text.replaceAll(/\{@link ([\w.]+) ?\}/g, "`$1`"));
  }
}

function oneLine(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/(?<=<) | (?=>)/g, "")
    .trim();
}
