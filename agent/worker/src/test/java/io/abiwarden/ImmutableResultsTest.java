package io.abiwarden;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.worker.WorkerReport;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckRequest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No caller can change a result, nor can what gave it its content: each record keeps a copy. */
class ImmutableResultsTest {

  private static final List<Class<?>> ROOTS =
      List.of(CheckReport.class, CheckRequest.class, AuditedArtifact.class, WorkerReport.class);

  /** Fewer than that, and the walk goes nowhere. */
  private static final int FLOOR = 30;

  private final Set<Class<?>> records = new LinkedHashSet<>();
  private final Set<Class<?>> others = new LinkedHashSet<>();

  @Test
  void everyRecordOfAResultKeepsCopies() throws Exception {
    ROOTS.forEach(this::walk);
    List<String> wrong = new ArrayList<>();
    int collections = 0;
    for (Class<?> type : records) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (holdsMany(component.getGenericType())) {
          collections++;
          if (!keepsACopy(type, component)) {
            wrong.add(type.getName() + "." + component.getName());
          }
        }
      }
    }
    assertThat(wrong).as("components that another could change").isEmpty();
    assertThat(records).hasSizeGreaterThan(FLOOR);
    assertThat(collections).isGreaterThan(FLOOR);
    // Classes of which nothing is known here, apart from those of the JDK's values.
    assertThat(others)
        .extracting(Class::getName)
        .containsExactlyInAnyOrder(
            "java.lang.String",
            "java.nio.file.Path",
            "java.time.Duration",
            "java.lang.Boolean",
            "java.lang.Integer");
  }

  private void walk(Type type) {
    switch (type) {
      case ParameterizedType parameterized -> {
        assertThat(List.of(List.class, Set.class, Map.class, Optional.class))
            .contains(raw(parameterized));
        Arrays.stream(parameterized.getActualTypeArguments()).forEach(this::walk);
      }
      case WildcardType wildcard -> Arrays.stream(wildcard.getUpperBounds()).forEach(this::walk);
      case Class<?> one -> {
        assertThat(one.isArray()).as(one.getName()).isFalse();
        if (one.isRecord()) {
          if (records.add(one)) {
            for (RecordComponent component : one.getRecordComponents()) {
              walk(component.getGenericType());
            }
          }
        } else if (one.isSealed()) {
          Arrays.stream(one.getPermittedSubclasses()).forEach(this::walk);
        } else if (!one.isPrimitive() && !one.isEnum() && one != OptionalInt.class) {
          others.add(one);
        }
      }
      default -> throw new AssertionError(type);
    }
  }

  private static Class<?> raw(ParameterizedType type) {
    return (Class<?>) type.getRawType();
  }

  private static boolean holdsMany(Type type) {
    return type instanceof ParameterizedType parameterized
        && (raw(parameterized) != Optional.class
            || holdsMany(parameterized.getActualTypeArguments()[0]));
  }

  /** Hands a collection of its own to the record, which must not keep that one. */
  private static boolean keepsACopy(Class<?> type, RecordComponent many) throws Exception {
    Object made = make(type);
    Object kept = many.getAccessor().invoke(made);
    return isCopy(kept instanceof Optional<?> optional ? optional.orElseThrow() : kept);
  }

  /** What these methods return of what is immutable, and was made by them, is that itself. */
  // Of equal ones only the very same tells.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isCopy(Object kept) {
    return switch (kept) {
      case List<?> list -> List.copyOf(list) == list;
      case Set<?> set -> Set.copyOf((Collection<?>) set) == set;
      case Map<?, ?> map -> Map.copyOf(map) == map;
      default -> throw new AssertionError(kept.getClass());
    };
  }

  private static Object make(Class<?> type) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      arguments[i] = sample(components[i].getGenericType());
    }
    return type.getDeclaredConstructor(types).newInstance(arguments);
  }

  private static Object sample(Type type) throws Exception {
    if (type instanceof ParameterizedType parameterized) {
      Type inner = parameterized.getActualTypeArguments()[0];
      if (raw(parameterized) == Optional.class) {
        return holdsMany(inner) ? Optional.of(sample(inner)) : Optional.empty();
      }
      if (raw(parameterized) == Map.class) {
        return new HashMap<>();
      }
      return raw(parameterized) == Set.class ? new HashSet<>() : new ArrayList<>();
    }
    Class<?> one = (Class<?>) type;
    if (one.isEnum()) {
      return one.getEnumConstants()[0];
    }
    if (one.isSealed()) {
      return sample(one.getPermittedSubclasses()[0]);
    }
    if (one.isRecord()) {
      return make(one);
    }
    return switch (one.getName()) {
      case "boolean" -> false;
      case "int" -> 0;
      case "long" -> 0L;
      case "java.lang.String" -> "";
      case "java.nio.file.Path" -> Path.of("x");
      case "java.time.Duration" -> Duration.ZERO;
      case "java.util.OptionalInt" -> OptionalInt.empty();
      default -> throw new AssertionError("no sample of " + one);
    };
  }
}
