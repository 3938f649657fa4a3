import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  // What these examples import is never installed here: their own tests compile them.
  globalIgnores([
    "**/dist/",
    "build/",
    "**/node_modules/",
    "reference/",
    "release/",
    "examples/aws/",
    "examples/policy/",
  ]),
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      complexity: ["error", 10],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  {
    // AWS marks all of client-chime as deprecated, and it is what this package is about.
    files: ["provider/aws/**/*.ts", "test/**/*.ts", "tools/picture/*.ts"],
    rules: { "@typescript-eslint/no-deprecated": "off" },
  },
  {
    // Each example has a tsconfig.json as a project of Pulumi's has it, under which this package would be the built one.
    files: ["examples/**/*.ts"],
    languageOptions: { parserOptions: { projectService: false, project: "./tsconfig.json" } },
  },
  {
    // A describe block is as long as the list of things it says.
    files: ["test/**/*.ts"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["**/*.{js,cjs}"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        require: "readonly",
        module: "writable",
        exports: "writable",
        process: "readonly",
        console: "readonly",
      },
    },
  },
);
