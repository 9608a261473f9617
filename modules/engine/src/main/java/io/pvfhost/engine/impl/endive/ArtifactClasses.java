package io.pvfhost.engine.impl.endive;

import run.endive.runtime.Instance;
import run.endive.runtime.Machine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.Function;

/**
 * The classes of one artifact, in a class loader of their own that goes with them. The JVM verifies them like any
 * other class.
 */
final class ArtifactClasses extends ClassLoader {

  private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class, Instance.class);
  private static final MethodType FACTORY = MethodType.methodType(Machine.class, Instance.class);

  private final Map<String, byte[]> classes;

  private ArtifactClasses(Map<String, byte[]> classes) {
    super(ArtifactClasses.class.getClassLoader());
    this.classes = classes;
  }

  /**
   * Loads and verifies all classes.
   *
   * @param classes class files by name, the main class first
   * @return what makes the machine of an instance
   * @throws ReflectiveOperationException if there is no main class
   * @throws LinkageError if a class is refused by the JVM
   */
  static Function<Instance, Machine> load(Map<String, byte[]> classes) throws ReflectiveOperationException {
    ArtifactClasses loader = new ArtifactClasses(classes);
    Class<?> main = null;
    for (String name : classes.keySet()) {
      // Initialised now, because a class first touched at the end of a stack would stay broken for ever.
      Class<?> loaded = Class.forName(name, true, loader);
      main = main == null ? loaded : main;
    }
    if (main == null) {
      throw new ClassNotFoundException("no main class");
    }
    MethodHandle constructor =
        MethodHandles.publicLookup().findConstructor(main, CONSTRUCTOR).asType(FACTORY);
    return instance -> newMachine(constructor, instance);
  }

  private static Machine newMachine(MethodHandle constructor, Instance instance) {
    try {
      return (Machine) constructor.invokeExact(instance);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("machine could not be made", e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
