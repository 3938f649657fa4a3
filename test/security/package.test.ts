import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import ts from "typescript";

import { PROVIDER_TEXT } from "../../provider/schema/providerText";

const REPOSITORY = resolve(__dirname, "../..");

function json(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(resolve(REPOSITORY, file), "utf8")) as Record<string, unknown>;
}

describe("The package", () => {
  it("has no scripts that run when it is installed", () => {
    const scripts = Object.keys(json("package.json")["scripts"] as object);
    const installScripts = [
      "preinstall",
      "install",
      "postinstall",
      "preprepare",
      "prepare",
      "postprepare",
      "dependencies",
    ];
    assert.deepEqual(
      scripts.filter((name) => installScripts.includes(name)),
      [],
    );
  });

  it("locks every dependency by its hash, without the host of a registry", () => {
    const packages = json("package-lock.json")["packages"] as Record<string, Record<string, unknown>>;
    for (const [path, { integrity, resolved, link, inBundle }] of Object.entries(packages)) {
      if (path === "" || link === true || !path.includes("node_modules/")) continue;
      assert.ok(inBundle === true || String(integrity).startsWith("sha512-"), `${path} has no hash`);
      assert.equal(resolved, undefined, path);
    }
  });

  it("is installed from the lockfile in continuous integration", () => {
    assert.match(readFileSync(resolve(REPOSITORY, ".ci/run"), "utf8"), /^npm ci$/m);
  });
});

describe("The provider text of", () => {
  for (const [kind, text] of Object.entries(PROVIDER_TEXT)) {
    it(`${kind} only requires this package`, () => {
      const { statements } = ts.createSourceFile("provider.js", text, ts.ScriptTarget.ES2022, true);
      const [statement, ...others] = statements;
      assert.ok(statement && ts.isExpressionStatement(statement) && others.length === 0);
      const { expression: assignment } = statement;
      assert.ok(ts.isBinaryExpression(assignment));
      assert.equal(assignment.operatorToken.kind, ts.SyntaxKind.EqualsToken);
      assert.equal(assignment.left.getText(), "exports.handler");
      const handler = assignment.right;
      assert.ok(ts.isArrowFunction(handler) && handler.parameters.length === 0);
      assert.ok(ts.isPropertyAccessExpression(handler.body));
      const required = handler.body.expression;
      assert.ok(ts.isCallExpression(required) && required.expression.getText() === "require");
      const [argument, ...more] = required.arguments;
      assert.ok(argument && ts.isStringLiteral(argument) && more.length === 0);
      assert.equal(argument.text, "pulumi-chime/provider");
    });
  }
});
