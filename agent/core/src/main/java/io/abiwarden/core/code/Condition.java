package io.abiwarden.core.code;

/** What a conditional instruction asks of two numbers that were compared. */
enum Condition {
  EQUAL,
  NOT_EQUAL,
  LESS,
  GREATER_OR_EQUAL,
  LESS_OR_EQUAL,
  GREATER,
  BELOW,
  ABOVE_OR_EQUAL,
  BELOW_OR_EQUAL,
  ABOVE,
  NEGATIVE,
  NOT_NEGATIVE,
  OVERFLOW,
  NO_OVERFLOW,
  PARITY,
  NO_PARITY;

  /** The opposite. */
  Condition negated() {
    return switch (this) {
      case EQUAL -> NOT_EQUAL;
      case NOT_EQUAL -> EQUAL;
      case LESS -> GREATER_OR_EQUAL;
      case GREATER_OR_EQUAL -> LESS;
      case LESS_OR_EQUAL -> GREATER;
      case GREATER -> LESS_OR_EQUAL;
      case BELOW -> ABOVE_OR_EQUAL;
      case ABOVE_OR_EQUAL -> BELOW;
      case BELOW_OR_EQUAL -> ABOVE;
      case ABOVE -> BELOW_OR_EQUAL;
      case NEGATIVE -> NOT_NEGATIVE;
      case NOT_NEGATIVE -> NEGATIVE;
      case OVERFLOW -> NO_OVERFLOW;
      case NO_OVERFLOW -> OVERFLOW;
      case PARITY -> NO_PARITY;
      case NO_PARITY -> PARITY;
    };
  }
}
