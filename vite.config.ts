import { defineConfig } from 'vite';
import type { EnvironmentOptions, Plugin } from 'vite';

const LIT_POLICY = /(\w+)\.createPolicy\("lit-html",(\{[^}]*\})\)/;

/**
 * Lit asks for a Trusted Types policy named `lit-html`, and a second Lit on the page would be refused it and throw.
 * Our copy asks for `drawdown`, and lives without where the page does not grant it.
 */
function ownTrustedTypesPolicy(): Plugin {
  return {
    name: 'own-trusted-types-policy',
    transform(code, id) {
      if (!/lit-html[\\/]lit-html\.js$/.test(id)) return null;
      if (!LIT_POLICY.test(code)) throw new Error('Lit no longer makes its policy in this way: see vite.config.ts');
      const renamed = code.replace(LIT_POLICY, '(()=>{try{return $1.createPolicy("drawdown",$2)}catch{}})()');
      return { code: renamed, map: null };
    },
  };
}

/** Templates are indented for people. Where markup or a style sheet breaks its line, one space says the same. */
function tightTemplates(): Plugin {
  return {
    name: 'tight-templates',
    transform(code, id) {
      if (!/[\\/]widgets[\\/].*\.ts$/.test(id)) return null;
      return { code: code.replace(/\n\s*/g, '\n'), map: null };
    },
  };
}

/** One self-contained file for a script tag. */
function script(file: string, format: 'es' | 'iife'): EnvironmentOptions {
  return {
    consumer: 'client',
    build: {
      outDir: 'dist/widgets/cdn',
      emptyOutDir: false,
      target: 'es2021',
      minify: true,
      sourcemap: true,
      copyPublicDir: false,
      rolldownOptions: { output: { minify: true } },
      lib: { entry: 'widgets/cdn.ts', formats: [format], name: 'Drawdown', fileName: () => file },
    },
  };
}

export default defineConfig({
  plugins: [ownTrustedTypesPolicy(), tightTemplates()],
  builder: {
    async buildApp(builder) {
      const { module, iife } = builder.environments;
      if (module) await builder.build(module);
      if (iife) await builder.build(iife);
    },
  },
  environments: {
    module: script('drawdown.js', 'es'),
    iife: script('drawdown.iife.js', 'iife'),
  },
});
