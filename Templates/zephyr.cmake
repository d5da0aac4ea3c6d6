# @insert banner
#
# A module of Zephyr: give the directory above this one to west, or as ZEPHYR_EXTRA_MODULES, and
# turn on its option of Kconfig. Board and compiler select the processor.

# @insert files
if(MODEL_ENABLED)
  get_filename_component(MODEL_DIRECTORY "${CMAKE_CURRENT_LIST_DIR}" DIRECTORY)
  list(TRANSFORM MODEL_SOURCES PREPEND "${MODEL_DIRECTORY}/")
  list(TRANSFORM MODEL_TABLES PREPEND "${MODEL_DIRECTORY}/")
  zephyr_include_directories("${MODEL_DIRECTORY}")
  zephyr_library_named(${MODEL_LIBRARY})
  zephyr_library_sources(${MODEL_SOURCES})
  zephyr_library_compile_options(-O3 ${MODEL_FLAGS})
  set_source_files_properties(${MODEL_TABLES} PROPERTIES
    COMPILE_OPTIONS "-Wa,-I,${MODEL_DIRECTORY}"
    OBJECT_DEPENDS "${MODEL_DIRECTORY}/model_weights.bin")
endif()
