// What date libraries ask of Intl while they load, for quickjs, which has none. Zones by name stay
// unknown: every moment here carries its offset.
if (typeof globalThis.Intl === 'undefined') {
  class DateTimeFormat {
    constructor(locale, options) { this.options = options || {}; }
    resolvedOptions() {
      return {
        locale: 'vi', calendar: 'gregory', numberingSystem: 'latn',
        timeZone: this.options.timeZone || 'UTC',
      };
    }
    format(date) { return new Date(date).toISOString(); }
    formatToParts() { return []; }
    static supportedLocalesOf() { return []; }
  }
  class NumberFormat {
    format(number) { return String(number); }
    resolvedOptions() { return { locale: 'vi', numberingSystem: 'latn' }; }
  }
  globalThis.Intl = { DateTimeFormat, NumberFormat, PluralRules: class PluralRules {} };
}
export {};
