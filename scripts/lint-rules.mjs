const BROWSER_GLOBALS = ['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'matchMedia'];

/** The initial value of a static field runs when the module loads, the value of other fields with each instance. */
const runsAtLoad = ({ type, block }) =>
  ['module', 'global', 'class-static-block'].includes(type) ||
  (type === 'class-field-initializer' && block.parent.static);

/** Every entry must import under Node (server rendering, tests of a host), so loading a module must not touch the page. */
const noModuleLevelPage = {
  meta: {
    type: 'problem',
    messages: { found: 'Touches `{{name}}` while the module loads, so importing it under Node would throw.' },
    schema: [],
  },
  create(context) {
    return {
      'Program:exit'() {
        const { globalScope } = context.sourceCode.scopeManager;
        const references = [globalScope, ...globalScope.childScopes].flatMap((scope) => scope.through);
        for (const { identifier, from } of new Set(references)) {
          if (!BROWSER_GLOBALS.includes(identifier.name)) continue;
          if (identifier.parent.type === 'UnaryExpression' && identifier.parent.operator === 'typeof') continue;
          if (identifier.parent.type.startsWith('TS')) continue;
          if (!runsAtLoad(from.variableScope)) continue;
          context.report({ node: identifier, messageId: 'found', data: { name: identifier.name } });
        }
      },
    };
  },
};

/** Widgets have only a customer token, so a route of the host's API in their code is a mistake or a leak. */
const customerRoutesOnly = {
  meta: {
    type: 'problem',
    messages: { found: 'Widgets may only name routes under /customer/v1.' },
    schema: [],
  },
  create(context) {
    const hostRoute = /(?<!\/customer)\/v\d+(?![\w.])/;
    const check = (node, text) => {
      if (hostRoute.test(text) || /^\/console(?![\w-])/.test(text)) context.report({ node, messageId: 'found' });
    };
    return {
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
      TemplateElement: (node) => check(node, node.value.raw),
    };
  },
};

/**
 * Limits the own lines of a function to `max`. Inner functions count separately, so that a factory of closures may be as
 * long as a class with the same methods.
 */
const fitsAScreen = {
  meta: {
    type: 'suggestion',
    messages: { found: '{{name}} has {{own}} lines of its own; more than {{max}} do not fit a screen.' },
    schema: [{ type: 'integer', minimum: 1 }],
  },
  create(context) {
    const [max] = context.options;
    /** For each enclosing function, the number of lines that belong to its inner functions. */
    const inner = [];
    const exit = (node) => {
      const lines = node.loc.end.line - node.loc.start.line + 1;
      const own = lines - inner.pop();
      // The first line of an inner function also counts for the outer function.
      if (inner.length > 0) inner[inner.length - 1] += lines - 1;
      const name = node.id?.name ?? node.parent.key?.name ?? node.parent.id?.name ?? 'This function';
      if (own > max) context.report({ node, messageId: 'found', data: { name, own: String(own), max: String(max) } });
    };
    return { ':function': () => inner.push(0), ':function:exit': exit };
  },
};

export default {
  meta: { name: 'drawdown' },
  rules: {
    'no-module-level-page': noModuleLevelPage,
    'customer-routes-only': customerRoutesOnly,
    'fits-a-screen': fitsAScreen,
  },
};
